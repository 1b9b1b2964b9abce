"""Walk through linkding's interface with aiolinkding, in the environment of the clients: ADDRESS TOKEN.

Prints one JSON object: what each call was answered, by its name.
"""

import asyncio
import json
import sys
from typing import Any

from aiohttp import ClientSession
from aiolinkding import async_get_client
from aiolinkding.errors import InvalidTokenError, RequestError

URL = "https://example.org/paper"
OTHER = "https://example.org/other"


async def walk(address: str, token: str) -> dict[str, Any]:
    """Do with each call what an author would, and collect the answers."""
    async with ClientSession() as session:
        client = await async_get_client(address, token, session=session)  # asks for the version first
        links, said = client.bookmarks, {}
        said["created"] = await links.async_create(
            f"{URL}?utm_source=x", title="A paper", description="About", notes="Worth it", tag_names=["rl", "agents"]
        )
        number = said["created"]["id"]
        said["again"] = await links.async_create("http://www.example.org/paper/", notes="Twice")
        said["other"] = await links.async_create(OTHER, is_archived=True)
        said["single"] = await links.async_get_single(number)
        said["all"] = await links.async_get_all(query="#rl", limit=10, offset=0)
        said["archived"] = await links.async_get_archived()
        said["checked"] = await client.async_request("get", "/api/bookmarks/check/", params={"url": f"{URL}#part"})
        said["updated"] = await links.async_update(number, title="A better title", tag_names=["rl"], unread=True)
        await links.async_archive(number)
        said["after_archive"] = await links.async_get_single(number)
        await links.async_unarchive(number)
        said["after_unarchive"] = await links.async_get_single(number)
        said["tags"] = await client.tags.async_get_all(limit=10)
        said["tag"] = await client.tags.async_get_single(said["tags"]["results"][0]["id"])
        said["made_tag"] = await client.async_request("post", "/api/tags/", json={"name": "new"})
        said["profile"] = await client.user.async_get_profile()
        await links.async_delete(number)
        said["after_delete"] = await refusal(links.async_get_single(number))
        said["no_address"] = await refusal(links.async_create("no address"))
        wrong = await refusal(async_get_client(address, "wrong", session=session))
        return said | {"wrong_token": wrong}


async def refusal(asked: Any) -> str:
    """Name the error that a call ends with."""
    try:
        await asked
    except (InvalidTokenError, RequestError) as error:
        return f"{type(error).__name__}: {error}"
    return "none"


if __name__ == "__main__":
    json.dump(asyncio.run(walk(*sys.argv[1:3])), sys.stdout)
