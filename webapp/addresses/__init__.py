"""Addresses of pages: which two name the same page, what is kept of one, and what kind of thing it names.

An address is kept in three forms: as given, as it ended after redirects, and as the key that is made here. The key is
for comparing only; it need not lead anywhere. Source: RFC 3986 section 6 (normal forms); the sites' own address forms.
"""

from webapp.addresses.keys import canonical
from webapp.addresses.kinds import Kind, kind
from webapp.addresses.parts import LONGEST
from webapp.addresses.people import person
from webapp.addresses.reading import clean, looks_like_address, site
from webapp.addresses.things import Form, Source, Thing, find_thing

__all__ = [
    "LONGEST",
    "Form",
    "Kind",
    "Source",
    "Thing",
    "canonical",
    "clean",
    "find_thing",
    "kind",
    "looks_like_address",
    "person",
    "site",
]
