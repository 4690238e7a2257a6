"""One command moves every key under the newest master key."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_with_nothing_to_wrap_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rewrap_keys")
    assert "0 keys of files and 0 of letter templates" in capsys.readouterr().out
