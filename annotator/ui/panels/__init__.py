"""The panels around the article, in the order of their places: widgets with a name, a title and an area."""

from annotator.ui.panels.documents import DocumentsPanel
from annotator.ui.panels.entities import EntitiesPanel
from annotator.ui.panels.guideline import GuidelinePanel
from annotator.ui.panels.labels import LabelsPanel
from annotator.ui.panels.notes import NotesPanel
from annotator.ui.panels.sentiment import SentimentPanel

PANELS = (DocumentsPanel, GuidelinePanel, LabelsPanel, EntitiesPanel, SentimentPanel, NotesPanel)
