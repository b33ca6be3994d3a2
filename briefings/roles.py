"""Who may do what: a role in, the rights that it gives out. The one table; `bot.rights` holds every action against it."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody was appointed to, the least first."""

    EDITOR = "editor"
    ADMIN = "admin"
    OWNER = "owner"


class Right(StrEnum):
    """What not everybody may do."""

    LOAD = "load"  # articles, as drafts
    CORRECT = "correct"  # drafts, and articles that are published
    PUBLISH = "publish"  # a draft; withdraw an article; read the audit log
    APPOINT = "appoint"  # others


_EDITOR = frozenset({Right.LOAD, Right.CORRECT})
_ADMIN = _EDITOR | {Right.PUBLISH}
RIGHTS = {Role.EDITOR: _EDITOR, Role.ADMIN: _ADMIN, Role.OWNER: frozenset(Right)}


def may(role: Role | None, right: Right) -> bool:
    """Whether this role gives this right; nobody without a role has any."""
    return role is not None and right in RIGHTS[role]
