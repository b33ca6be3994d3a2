"""`python -m tests.fuzz [SECONDS] [TARGET …]`: seconds for each target in; what breaks it, kept in var/fuzz/TARGET/broken, out.

Atheris drives libFuzzer with the branches of `briefings` and `bot` that an input takes. What it finds on the way is kept beside, so that
the next run goes on from there. Exit code 1 where anything broke.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = ("parse", "sources", "commands")
KEPT = Path(__file__).resolve().parents[2] / "var" / "fuzz"
LIMITS = ("-max_len=4096", "-timeout=20", "-rss_limit_mb=4096")  # bytes and seconds of an input, megabytes of the process


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def prepare(target: str) -> list[str]:
    """Write out what a target begins with; what libFuzzer is told."""
    from tests.fuzz.corpus import inputs, words

    folder = KEPT / target
    for part in ("found", "begun", "broken"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs(target)):
        (folder / "begun" / f"{number}").write_bytes(data)
    (folder / "words").write_text("".join(f'"{_escaped(word)}"\n' for word in words(target)))
    kept = (f"-dict={folder / 'words'}", f"-artifact_prefix={folder / 'broken'}/", str(folder / "found"), str(folder / "begun"))
    return [*LIMITS, "-print_final_stats=1", *kept]


def fuzz(target: str, flags: list[str]) -> None:
    """Fuzz one target in this process until its time is over. Never returns."""
    import atheris  # type: ignore[import-not-found]  # of a group of its own: make fuzz

    with atheris.instrument_imports(include=["briefings", "bot"]):
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *flags], TARGETS[target])
    atheris.Fuzz()


def main(words: list[str]) -> int:
    """Each target in a process of its own, one after the other."""
    if words[:1] == ["--target"]:
        fuzz(words[1], words[2:])
    seconds = words.pop(0) if words and words[0].isdecimal() else "60"
    broken = []
    for target in words or NAMES:
        command = [sys.executable, "-m", "tests.fuzz", "--target", target, f"-max_total_time={seconds}", *prepare(target)]
        broken += [target] if subprocess.run(command, check=False).returncode else []  # noqa: S603  ourselves
    print(f"broken: {', '.join(broken)}; see {KEPT}" if broken else "nothing broke")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
