"""A test that needs a program is skipped without it, and fails where the machine promised it."""

import pytest

from tests import require


def test_a_program_that_is_there_is_no_matter() -> None:
    require.needs("sh")


@pytest.mark.parametrize("promised", ["", "gcc, sh"])
def test_a_test_without_its_program_is_skipped(promised: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(require, "_PROMISED", promised)
    with pytest.raises(pytest.skip.Exception, match="nosuchprogram is not installed"):
        require.needs("nosuchprogram")


def test_a_test_without_a_promised_program_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(require, "_PROMISED", "gcc,nosuchprogram")
    with pytest.raises(pytest.fail.Exception, match="nosuchprogram is not installed, but DEVSIGNAL_TEST_REQUIRE"):
        require.needs("nosuchprogram")
