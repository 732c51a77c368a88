"""Settings: which URLs are allowed, where secrets come from, where the database lies."""

from pathlib import Path

import pytest

from devsignal_cli.config import X_URL, load
from devsignal_cli.errors import ConfigError
from devsignal_cli.store.db import Database


def test_everything_lies_in_the_home_folder(tmp_path: Path) -> None:
    settings = load({"DEVSIGNAL_HOME": str(tmp_path)})
    assert (settings.home, settings.database) == (tmp_path, tmp_path / "devsignal.db")
    assert (settings.locks, settings.backups) == (tmp_path / "locks", tmp_path / "backups")


def test_without_a_home_the_platforms_data_folder_is_taken() -> None:
    assert load({}).home.name == "devsignal"
    assert load({}).home.is_absolute()


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_variable_counts_as_unset(empty: str | None) -> None:
    names = ("DEVSIGNAL_ORG", "DEVSIGNAL_TWITTER_URL", "DEVSIGNAL_DATABASE_URL", "DEVSIGNAL_HOME")
    environment = {} if empty is None else dict.fromkeys(names, empty)
    settings = load(environment)
    assert (settings.organization, settings.x_url) == (None, X_URL)
    assert settings.database == settings.home / "devsignal.db"


def test_home_and_database_may_be_relative_or_begin_with_a_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert load({"DEVSIGNAL_HOME": "data"}).home == tmp_path / "data"
    assert load({"DEVSIGNAL_HOME": "~/data"}).home == tmp_path / "me" / "data"
    assert load({"DEVSIGNAL_DATABASE_URL": "sqlite:///~/x.db"}).database == tmp_path / "me" / "x.db"


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:////var/x.db", "/var/x.db"), ("sqlite:////a b/ü.db", "/a b/ü.db"), ("sqlite:///x.db", None)],
)
def test_a_database_url_names_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, path: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({"DEVSIGNAL_DATABASE_URL": url}).database == (Path(path) if path else tmp_path / "x.db")


@pytest.mark.parametrize(
    "url", ["sqlite:///", "sqlite://", "sqlite:x.db", "/var/x.db", "mysql://h/d", "postgres://h/d", "x"]
)
def test_another_database_url_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigError, match="DEVSIGNAL_DATABASE_URL") as caught:
        load({"DEVSIGNAL_DATABASE_URL": url})
    assert caught.value.exit_code == 78


def test_a_database_url_with_a_password_is_not_repeated() -> None:
    with pytest.raises(ConfigError) as caught:
        load({"DEVSIGNAL_DATABASE_URL": "mysql://me:hunter2@db.test/x"})
    assert "hunter2" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    "url",
    [
        "https://api.x.com", "https://proxy.test:8443/x", "http://127.0.0.1:8080", "http://127.9.9.9", "http://[::1]:80",
        "http://localhost:5000", "HTTPS://API.X.COM", "HTTP://LOCALHOST",
    ],
)  # fmt: skip
def test_an_allowed_url_is_taken_as_it_is(url: str) -> None:
    assert load({"DEVSIGNAL_TWITTER_URL": url}).x_url == url


def test_a_slash_at_the_end_of_a_url_falls_off() -> None:
    assert load({"DEVSIGNAL_TWITTER_URL": "https://proxy.test/x//"}).x_url == "https://proxy.test/x"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.x.com", "http://10.0.0.1", "http://0.0.0.0", "http://localhost.evil.test", "http://127.0.0.1.evil.test",
        "http://127.0.0.1@evil.test", "http://[::2]", "ftp://127.0.0.1", "file:///etc/passwd", "api.x.com", "//api.x.com",
        "https://", "https:///path", "http://[::1", "nonsense", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_any_other_url_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigError, match="DEVSIGNAL_TWITTER_URL must be an https URL") as caught:
        load({"DEVSIGNAL_TWITTER_URL": url})
    assert caught.value.exit_code == 78


def test_an_organization_may_be_named() -> None:
    assert load({"DEVSIGNAL_ORG": "umbra"}).organization == "umbra"


@pytest.mark.parametrize("text", ["AAA%2Bb", " AAA%2Bb\n"])
def test_a_secret_comes_from_its_variable(text: str) -> None:
    assert load({"DEVSIGNAL_TWITTER_TOKEN": text}).secret("DEVSIGNAL_TWITTER_TOKEN") == "AAA%2Bb"


def test_a_secret_comes_from_the_file_that_its_variable_names(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(" AAA%2Bb\n")
    settings = load({"DEVSIGNAL_TWITTER_TOKEN_FILE": str(tmp_path / "token")})
    assert settings.secret("DEVSIGNAL_TWITTER_TOKEN") == "AAA%2Bb"


def test_the_variable_beats_the_file(tmp_path: Path) -> None:
    settings = load({"DEVSIGNAL_TWITTER_TOKEN": "A", "DEVSIGNAL_TWITTER_TOKEN_FILE": str(tmp_path / "nowhere")})
    assert settings.secret("DEVSIGNAL_TWITTER_TOKEN") == "A"


def test_a_blank_variable_lets_the_file_speak(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("B")
    settings = load({"DEVSIGNAL_TWITTER_TOKEN": " ", "DEVSIGNAL_TWITTER_TOKEN_FILE": str(tmp_path / "token")})
    assert settings.secret("DEVSIGNAL_TWITTER_TOKEN") == "B"


def test_a_secret_that_nobody_gave_is_none(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    assert load({}).secret("DEVSIGNAL_TWITTER_TOKEN") is None
    assert load({"DEVSIGNAL_TWITTER_TOKEN_FILE": str(tmp_path / "empty")}).secret("DEVSIGNAL_TWITTER_TOKEN") is None


@pytest.mark.parametrize("name", ["nowhere", ".", "binary"])
def test_a_secret_file_that_cannot_be_read_is_a_wrong_setting(tmp_path: Path, name: str) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="DEVSIGNAL_TWITTER_TOKEN_FILE names"):
        load({"DEVSIGNAL_TWITTER_TOKEN_FILE": str(tmp_path / name)}).secret("DEVSIGNAL_TWITTER_TOKEN")


def test_settings_never_show_a_secret() -> None:
    settings = load({"DEVSIGNAL_HOME": "/h", "DEVSIGNAL_TWITTER_TOKEN": "AAA%2Bb"})
    assert f"{settings!r} {settings}" == "Settings(home='/h') Settings(home='/h')"


def test_reading_settings_makes_nothing(tmp_path: Path) -> None:
    settings = load({"DEVSIGNAL_HOME": str(tmp_path / "home")})
    Database(settings.database)
    assert list(tmp_path.iterdir()) == []
