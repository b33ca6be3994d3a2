"""The log: records of every library in; one line each on standard error out, for a person (`console`) or a program (`json`).

Records carry ids, never bodies; should a library put the token into one, it is struck out here.
"""

from __future__ import annotations

import logging
import sys
from typing import Literal

import structlog
from pydantic import SecretStr
from structlog.typing import EventDict, Processor, WrappedLogger

_QUIET = {
    "httpx": logging.WARNING,  # at INFO it logs the addresses of requests, and with them the token
    "apscheduler": logging.ERROR,  # it tells of every tick, and warns when a long one leaves the next out, which is as wanted
}
_STRUCK_OUT = "<token>"


def quieten() -> None:
    """Hold those back that say too much."""
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)


def _without(secret: str) -> Processor:
    def strike(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        return {name: value.replace(secret, _STRUCK_OUT) if isinstance(value, str) else value for name, value in event.items()}

    return strike


def start_log(form: Literal["console", "json"], token: SecretStr) -> None:
    """Log from now on in this form."""
    quieten()
    as_json = form == "json"
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    known: list[Processor] = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, stamp]
    told: list[Processor] = [structlog.processors.format_exc_info, _without(token.get_secret_value())]
    shown: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[drop, *told, shown], foreign_pre_chain=known))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
