"""How Vietnamese a text looks, by the form of its syllables: text in, a share out. It tells a right decoding from a wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
# "nghiêng" is ngh + iêng: an onset, which may be missing, and one of the 160 rimes of the language, tones taken off.
_SYLLABLE = re.compile(
    r"""(?:b|ch?|d|đ|g[hi]?|kh?|h|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?
    (?: a(?:[iouympt]|ch?|n[gh]?)? | ă(?:[mptc]|ng?) | â(?:[uymptc]|ng?) | e(?:[ouptcm]|ng?)? | ê(?:[umpt]|ch?|n[gh]?)?
      | i(?:[umpta]|c?h|n[gh]?)? | iê(?:[umptc]|ng?) | o(?:[imptc]|ng?|ong)? | oa(?:[iyomt]|ch?|n[gh]?)? | oă(?:[mtc]|ng?) | oe[ont]?t?
      | ô(?:[imptc]|ng?)? | ơ[imnpt]? | u(?:[iymptca]|ng?)? | uô(?:[imtc]|ng?) | uâ(?:[ty]|ng?) | uê(?:nh?|ch)? | uơ
      | uy(?:[autmp]|nh?|ch|ê[nt])? | ư(?:[iumtca]|ng)? | ươ(?:[iumptc]|ng?) | y(?:nh|t|ch)? | yê(?:[umt]|ng?) )""",
    re.VERBOSE,
)
_LONGEST = len("nghiêng")
_BREAK = re.compile(r"[\s\-–—/,;:.…!?()\[\]{}“”‘’«»\"'|*+•]+")


def vietnameseness(text: str) -> float:
    """The share of the words of `text` with marked letters that are Vietnamese syllables, less the share with marked letters that are not.

    From -1 to 1. Plain words, which any language may have, and words with digits count as neither.
    """
    words = [word for word in _BREAK.split(unicodedata.normalize("NFC", text)) if word and not any(map(str.isdigit, word))]
    marked = [word for word in words if not word.isascii()]
    right = sum(count for word, count in Counter(marked).items() if len(word) <= _LONGEST and _is_syllable(word))
    return (2 * right - len(marked)) / max(1, len(words))


def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", letters.translate(_TONES))
    tones = len(letters) - len(letters.translate(_TONES))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(bare))
