"""Everything that is learned of a kind of posts and can be set by hand, in the order in which it is shown."""

from .bodies import BODIES
from .commits import COMMITS
from .folders import FOLDER
from .front import FRONT_MATTER
from .naming import NAMING
from .values import Aspect, Option

ASPECTS: tuple[Aspect, ...] = (*NAMING, FOLDER, FRONT_MATTER, *BODIES, *COMMITS)

__all__ = ["ASPECTS", "Aspect", "Option"]
