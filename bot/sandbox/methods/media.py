"""Files: send them, and fetch what people sent. In: a call with uploads or file ids; out: messages, or where a file lies.

core.telegram.org/bots/api#sending-files: an upload, "attach://<part>", or the id of a file that Telegram already has.
"""

from __future__ import annotations

from bot.sandbox.access import open_chat, replied_to, thread_of
from bot.sandbox.calls import Call
from bot.sandbox.methods.messages import admit, caption_of, send
from bot.sandbox.refusals import JSON, bad_request
from bot.sandbox.world import StoredFile, World

MAX_DOWNLOAD = 20 * 1024 * 1024
ALBUM = range(2, 11)


def file_card(stored: StoredFile, kind: str) -> JSON | list[JSON]:
    """The Bot API's Document, or for a photo its sizes."""
    card: JSON = {"file_id": stored.id, "file_unique_id": f"u-{stored.id}", "file_size": len(stored.data)}
    if kind == "photo":
        return [{**card, "width": 1280, "height": 720}]
    return {**card, "file_name": stored.name, "mime_type": stored.mime}


def _file(world: World, call: Call, name: str, given: str) -> StoredFile:
    """The file that a field names: an upload under that name, "attach://…", or a known id."""
    upload = call.uploads.get(given.removeprefix("attach://") if given else name)
    if upload:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return world.keep_file(upload.name, upload.mime, upload.data)
    if not given:
        raise bad_request(f"there is no {name} in the request")
    if given not in world.files:
        raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
    return world.files[given]


def _sent(world: World, call: Call, kind: str) -> JSON:
    caption = caption_of(world, call)
    open_chat(world, call)
    return send(world, call, {kind: file_card(_file(world, call, kind, call.text(kind)), kind), **caption})


def send_document(world: World, call: Call) -> JSON:
    """sendDocument"""
    return _sent(world, call, "document")


def send_photo(world: World, call: Call) -> JSON:
    """sendPhoto"""
    return _sent(world, call, "photo")


def send_media_group(world: World, call: Call) -> list[JSON]:
    """sendMediaGroup: 2 to 10 at once, each counted as a message."""
    items: list[JSON] = call.structure("media") or []
    if len(items) not in ALBUM:
        raise bad_request("can't send message: the media group must include 2-10 items")
    chat = open_chat(world, call)
    thread, reply = thread_of(chat, call), replied_to(chat, call)
    contents = [_item(world, call, item) for item in items]
    admit(world, chat, call, len(contents))
    group = str(next(world.numbers))
    return [world.post(chat, world.bot, {**content, "media_group_id": group}, thread=thread, reply_to=reply) for content in contents]


def _item(world: World, call: Call, item: JSON) -> JSON:
    kind = item.get("type", "")
    if kind not in ("document", "photo"):
        raise bad_request("can't use the media of the specified type in the album")
    stored = _file(world, call, "media", item.get("media", ""))
    return {kind: file_card(stored, kind), **caption_of(world, Call(call.method, item))}


def get_file(world: World, call: Call) -> JSON:
    """getFile: the path for a download, up to 20 MB."""
    if not call.text("file_id"):
        raise bad_request("file_id is empty")
    stored = world.files.get(call.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {"file_id": stored.id, "file_unique_id": f"u-{stored.id}", "file_size": len(stored.data), "file_path": stored.path}


METHODS = {
    "senddocument": send_document,
    "sendphoto": send_photo,
    "sendmediagroup": send_media_group,
    "getfile": get_file,
}
