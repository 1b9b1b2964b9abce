"""Finding words in a draft, and replacing them all."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import desk, write
from webapp.errors import DraftGoneError
from webapp.routes import context, forms
from webapp.routes.desk import answer_gone, place_of, read_desk
from webapp.routes.write import answer
from webapp.sections import Search

blueprint = Blueprint("find", __name__)
blueprint.register_error_handler(DraftGoneError, answer_gone)


@blueprint.get("/desk/<name>/find")
def show(name: str) -> AnyResponse:
    """Show where words stand in a draft: `?q=words&match_case=on&whole_word=on`."""
    place = place_of(name)
    draft = desk.read_or_begin(place.db, place.folder, place.site, name)
    found = desk.find_matches(draft, place.separator, search_of())
    if context.wants_fragment():
        return make_response(render_template("find/_found.html", found=found, name=name))
    page = render_template(
        "find/find.html",
        found=found,
        name=name,
        words=request.args.get("with", ""),
        desk=read_desk(name, None),
        section="desk",
    )
    return make_response(page)


@blueprint.post("/desk/<name>/replace")
def replace(name: str) -> AnyResponse:
    """Put other words wherever something is found in the revision that was shown."""
    return answer(
        write.replace_all(place_of(name), search_of(), forms.text_of("with"), revision=forms.text_of("revision"))
    )


def search_of() -> Search:
    """What is looked for."""
    given = request.values
    return Search(given.get("q", ""), match_case="match_case" in given, whole_word="whole_word" in given)
