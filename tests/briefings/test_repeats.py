"""Which directives say the same: pairs beside whether they do, and that those which do share a mark."""

from __future__ import annotations

import pytest

from briefings.repeats import alike, marks

ORDER = "yêu cầu các cấp ủy khẩn trương rà soát, sắp xếp tổ chức bộ máy tinh gọn, hiệu lực, hiệu quả"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ORDER, True),
        (ORDER.upper(), True),
        (f"{ORDER} trong quý IV năm nay", True),
        (ORDER.replace("khẩn trương ", ""), True),
        ("yêu cầu các cấp ủy chuẩn bị đại hội đảng bộ các cấp, hoàn thành trước ngày 30/6", False),
        ("yêu cầu rà soát", False),
        ("", False),
    ],
)
def test_the_same_in_other_words_is_the_same(other: str, same: bool) -> None:
    assert alike(ORDER, other) is same
    assert bool(set(marks("Tô Lâm", ORDER)) & set(marks("TÔ LÂM", other))) is same


def test_a_mark_is_its_speakers() -> None:
    assert not set(marks("Tô Lâm", ORDER)) & set(marks("Lê Minh Hưng", ORDER))
    assert marks(None, ORDER) == ()
