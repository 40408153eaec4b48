"""Small widgets and painting helpers that panels, lists and the reader share."""

from annotator.ui.widgets.key_cap import KeyCap
from annotator.ui.widgets.polarity_picker import PolarityPicker
from annotator.ui.widgets.tag_chip import TagChip

__all__ = ["KeyCap", "PolarityPicker", "TagChip"]
