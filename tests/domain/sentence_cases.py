"""Paragraphs that splitters stumble over, by language. ‖ stands between two sentences."""

JUDGED = {
    "en": [
        "Dr. Reyes met Mrs. Okafor at St. Mary's. ‖They talked.",
        "The U.S. Senate voted. ‖The U.K. did not.",
        "He moved to the U.S. ‖She stayed.",
        "It came in at No. 5 on the list. ‖Nobody cared.",
        "They met at 5 p.m. on Friday. ‖He left at 6 p.m. ‖She slept.",
        "“We lost.” ‖He sat down. ‖“It was over.”",
        "“It is over,” she said. ‖“We lost.”",
        '"Stop!" he cried. ‖Nobody did.',
        "“Why now?” asked Maren. ‖“Because.”",
        "Well... maybe not. ‖He paused … and went on.",
        "He waited… ‖Then he left.",
        "J. K. Rowling and George W. Bush spoke. ‖Rod J. Rosenstein listened.",
        "J.K. Rowling wrote it. ‖It sold.",
        "Shares rose 3.5 per cent to $4.20. ‖Oil fell.",
        "Acme Inc. bought Foo Ltd. in May. ‖It paid cash.",
        "He works for Acme Inc. ‖The firm is old.",
        "Yahoo! shares rose. ‖Analysts cheered.",
        "See e.g. the report, i.e. the long one. ‖It is dull.",
        "Gen. Milley called Sen. Cruz on Jan. 5. ‖Lt. Col. Ames sat in.",
        "the crisis is over. ‖russia says no.",
        "iPhone sales fell. ‖eBay rose.",
        "He left (she stayed.) ‖Nobody came.",
        "What?! ‖No!! ‖Yes.",
        'The vote was 5-4. ‖"A mess," he said.',
        "Prof. Lee vs. the state. ‖It was Brown v. Board again.",
        "Visit www.example.com. ‖Then e-mail a.b@c.org.",
        "Version 2.0 is out. ‖Version 2.1 is not.",
        "He was born in 1950. ‖In 1970 he left.",
        "LONDON (Reuters) - Shares fell on Monday. ‖Traders shrugged.",
    ],
    "de": [
        "Das ist z. B. ein Test. ‖Er ist kurz.",
        "Am 3. Mai 2022 kam er. ‖Sie ging.",
        "Dr. Meier und Prof. Dr. Huber kamen. ‖Sie blieben bis ca. 18 Uhr.",
        "„Wir haben verloren.“ ‖Er setzte sich.",
        "„Es ist vorbei“, sagte er. ‖„Wir gehen.“",
        "Er zahlte 4.200 Euro, d. h. zu viel. ‖Das war alles.",
        "Friedrich II. regierte lange. ‖Der 2. Weltkrieg folgte.",
        "Die Firma bzw. das Amt u. a. in Bonn. ‖Mehr nicht.",
    ],
    "fr": [
        "M. Dupont a vu Mme Durand. ‖Ils ont parlé.",
        "« C'est fini », dit-il. ‖Elle partit.",
        "« C'est fini ! » ‖Elle partit.",
        "Vraiment ? ‖Oui ! ‖Non.",
        "Le Dr. Petit et J.-P. Martin, etc. sont là. ‖Ils attendent.",
    ],
    "es": [
        "¿Por qué? ‖¡Porque sí! ‖Nada más.",
        "El Sr. López y la Sra. Díaz llegaron. ‖EE. UU. no vino.",
        "El Dr. Ruiz pagó 1.200 euros. ‖Fue caro.",
    ],
    "ru": [
        "В 2020 г. он уехал в г. Москву. ‖Она осталась.",
        "А. С. Пушкин и В.В. Путин. ‖Двое.",
        "«Всё кончено», — сказал он. ‖Она ушла.",
        "Погибло 5 тыс. человек, т. е. много. ‖Это всё.",
        "«Мы проиграли!» ‖Он сел.",
    ],
    "ar": [
        "هل وصل؟ ‖نعم. ‖لم يعد.",
        "قال د. أحمد إن الأمر انتهى. ‖ثم غادر.",
        "بلغ السعر 3.5 دولار. ‖ارتفع النفط!",
    ],
    "he": [
        "הוא בא. ‖היא הלכה. ‖למה?",
        'ח"כ כהן אמר: "זה נגמר." ‖הוא הלך.',
        "המחיר 3.5 שקל. ‖הוא עלה.",
    ],
    "zh": [
        "他来了。‖她走了！‖为什么？‖不知道。",
        "他说：“结束了。”‖她走了。",
        "“结束了！”他说。‖她走了。",
        "价格是3.5元。‖油价下跌……",
    ],
    "ja": [
        "彼は来た。‖彼女は去った。",
        "「終わった。」‖彼は座った。",
        "「終わった。もう帰る」と彼は言った。‖彼女は去った。",
        "本当？‖はい！‖価格は3.5円。",
    ],
    "ko": [
        "그는 왔다. ‖그녀는 갔다. ‖왜?",
        '가격은 3.5달러다. ‖"끝났다." ‖그는 앉았다.',
    ],
    "hi": [
        "वह आया। ‖वह गई। ‖क्यों?",
        "डॉ. सिंह ने कहा। ‖कीमत 3.5 रुपये थी।",
    ],
    "th": [
        "เขามาแล้ว เธอไปแล้ว",
        "ราคา 3.5 บาท",
    ],
    "el": [
        "Ήρθε ο κ. Παπάς. ‖Γιατί; ‖Δεν ξέρω.",
    ],
}

# Found in articles once the rest was done.
FOUND = {
    "en": ["The goose flew on. 🦢🏆 ‖Nobody knows why. ‖It is fast. ⛴️"],
    "de": ["Das Tor fiel in der 90.+4. Minute. ‖Aus."],
    "it": ["Lo dice l’ing. Saverio Ponti. ‖Altri tacciono."],
    "pl": ["Koszt ok. 11 mld koron na podst. art. 7 ustawy. ‖Drogo."],
    "uk": ["ЛЬВІВ, 19 травня. — Хакери зламали систему. ‖Вона стоїть."],
}

# Written after the mending, so that it is not judged only by what it was made from.
FRESH = {
    "en": [
        "Ms. Grant and Rep. Hale left. ‖Both smiled.",
        "Police in Washington, D.C. made arrests. ‖Two fled.",
        "“Really?” Maren asked. ‖She did not wait.",
        "The ship, MV Aurel Star, sank (see p. 4). ‖All survived.",
        "Oil fell 1.2% vs. Friday. ‖Gas rose.",
        "He shouted: “Go!” ‖They went.",
        "That's all, folks! ‖U.N. envoys meet at 10 a.m. Monday.",
        "Mt. Ararat is in Turkey. ‖Ft. Worth is not.",
        "“I ... I don't know,” he said. ‖He wept.",
        "Brandl, Jr. spoke. ‖So did Henry VIII. ‖Then lunch.",
    ],
    "de": [
        "Nr. 7 gewann am 12. März. ‖Platz zwei ging an St. Pauli.",
        "Wann? ‖Um 8.30 Uhr, sagte Fr. Brandl.",
        "Sie zahlten rund 5 Mio. Euro. ‖Zu viel?",
    ],
    "fr": [
        "MM. Blanc et Roux ont signé le 3 janv. 2020. ‖Fin.",
        "L'affaire coûte 3,5 M€. ‖« Trop », juge-t-elle.",
        "Qui ?... ‖Personne n'a répondu.",
    ],
    "es": [
        "La Dra. Paz habló a las 5 p. m. ‖Nadie oyó.",
        "«¡Basta!», gritó. ‖Luego calló.",
    ],
    "ru": [
        "Встреча с ген. Петровым в 10 ч. утра. ‖Он опоздал.",
        "Цена — 3,5 млн руб. ‖Дорого.",
    ],
    "ar": [
        "وصل أ. د. سمير إلى ص. 5. ‖انتهى الأمر.",
    ],
    "he": [
        "„למה?” שאל. ‖היא שתקה.",
    ],
    "zh": [
        "“我输了。”李雷说。‖他坐下了。",
        "他问：“为什么？”‖没人回答。",
    ],
    "ja": [
        "市長は「反対だ」と述べた。‖議会は沈黙した。",
        "何が起きたのか。‖誰も知らない…。",
    ],
    "ko": [
        "김 모 씨(34)는 “몰랐다”고 말했다. ‖경찰은 조사 중이다.",
    ],
    "hi": [
        "प्रो. शर्मा ने पूछा, “क्यों?” ‖कोई नहीं बोला।",
    ],
    "th": [
        "นายก. ๒๕๖๗ ม.ค. ประชุมที่ พ.ร.บ. ใหม่",
    ],
    "el": [
        "Ο κ. Νίκος πλήρωσε 3 εκατ. ευρώ. ‖Γιατί;",
    ],
}

# Right answers we do not give: rare, and a rule for them would break more than it mends.
MISSED = {
    "Цена — 3,5 млн руб. ‖Дорого.",
    "„למה?” שאל. ‖היא שתקה.",
}
