"""The blog built by the author's own Jekyll, with a draft in it: in a copy, when the author asks for it."""

from webapp.building.builder import Build, Builder, State

__all__ = ["Build", "Builder", "State"]
