"""Texts that mix what real texts mix: scripts, marks, emoji, line ends and characters nobody sees."""

from hypothesis import strategies as st

PIECES = [
    *(
        "a",
        "Z",
        "é",
        "e\u0301",
        "\u0308",
        "\u200d",
        "\u200c",
        "\u0600",
        "\u00ad",
        "\ufeff",
        "\u200f",
        "\u202b",
    ),
    *(
        " ",
        "\u00a0",
        "\u3000",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\u2028",
        "\u2029",
        "\x85",
        "\v",
        "\f",
        ".",
        "'",
        "-",
    ),
    *("😀", "👍🏽", "👨\u200d👩\u200d👧", "🇩🇪", "🇫", "1️⃣", "ℹ", "𝔘", "𠮷", "中", "か", "ツ", "ﾞ"),
    *("שלום", "עربي", "क्षत्रिय", "र्", "คำ", "เ", "ក្", "한국", "ᄒ", "ᅡ", "ᆫ", "မြန်"),
]
mixed_text = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
