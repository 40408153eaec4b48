"""The workbench: what an action or a panel finds at hand."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from annotator.settings import Settings
from annotator.ui.jobs import Jobs
from annotator.ui.opinion_hand import OpinionHand
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.session import Session
from annotator.ui.switches import Switches
from annotator.ui.theme import Appearance

if TYPE_CHECKING:
    from annotator.ui.actions import Actions
    from annotator.ui.hits import Hits
    from annotator.ui.main_window import MainWindow
    from annotator.ui.offers import Offers
    from annotator.ui.pace import Pace
    from annotator.ui.reader.reader import Reader


class Workbench:
    """Handed to every action and panel. The window adds itself, its reader, panels and actions when made."""

    window: "MainWindow"
    reader: "Reader"
    actions: "Actions"
    offers: "Offers"
    hits: "Hits"
    pace: "Pace"

    def __init__(self, session: Session, jobs: Jobs, settings: Settings, appearance: Appearance) -> None:
        """What there is before the window."""
        self.session = session
        self.hand = OpinionHand(session)
        self.jobs = jobs
        self.settings = settings
        self.switches = Switches(settings)
        self.reviewing = Reviewing(session, self.switches, session)
        self.appearance = appearance
        self.panels: dict[str, QWidget] = {}
