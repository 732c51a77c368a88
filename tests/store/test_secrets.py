"""Secrets: encrypted under a key that lies outside the database and that nobody else can read."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from devsignal_cli.errors import ConfigError
from devsignal_cli.store.secrets import KEY_FILE, Vault, account_of

CREATOR = """
import sys
from pathlib import Path
from devsignal_cli.store.secrets import Vault
print("ready", flush=True)
sys.stdin.readline()
print(Vault(Path(sys.argv[1])).encrypt(sys.argv[2]), flush=True)
"""


def test_a_secret_comes_back_as_it_was(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    token = vault.encrypt("AAA%2Bbb ünï")
    assert "bbb" not in token
    assert Vault(tmp_path).decrypt(token) == "AAA%2Bbb ünï"


def test_the_key_file_is_private_and_alone(tmp_path: Path) -> None:
    Vault(tmp_path / "home").encrypt("s")
    assert [path.name for path in (tmp_path / "home").iterdir()] == [KEY_FILE]
    assert (tmp_path / "home" / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700


def test_a_key_that_is_there_is_kept(tmp_path: Path) -> None:
    Vault(tmp_path).encrypt("first")
    before = (tmp_path / KEY_FILE).read_bytes()
    Vault(tmp_path).encrypt("second")
    assert (tmp_path / KEY_FILE).read_bytes() == before


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o602])
def test_a_key_file_that_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    token = Vault(tmp_path).encrypt("s")
    (tmp_path / KEY_FILE).chmod(mode)
    with pytest.raises(ConfigError, match="can be read by others") as caught:
        Vault(tmp_path).decrypt(token)
    assert caught.value.exit_code == 78


def test_a_symbolic_link_to_a_key_is_refused(tmp_path: Path) -> None:
    token = Vault(tmp_path / "real").encrypt("s")
    (tmp_path / KEY_FILE).symlink_to(tmp_path / "real" / KEY_FILE)
    with pytest.raises(ConfigError, match="cannot be opened"):
        Vault(tmp_path).decrypt(token)


def test_a_link_to_nowhere_is_refused_and_not_written_through(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).symlink_to(tmp_path / "nowhere")
    with pytest.raises(ConfigError):
        Vault(tmp_path).encrypt("s")
    assert not (tmp_path / "nowhere").exists()


def test_a_given_key_beats_the_file(tmp_path: Path) -> None:
    Vault(tmp_path).encrypt("made")
    key = Fernet.generate_key().decode()
    token = Vault(tmp_path, key).encrypt("s")
    assert Vault(tmp_path / "elsewhere", key).decrypt(token) == "s"
    with pytest.raises(ConfigError):
        Vault(tmp_path).decrypt(token)


def test_a_given_key_makes_no_file(tmp_path: Path) -> None:
    Vault(tmp_path, Fernet.generate_key().decode()).encrypt("s")
    assert list(tmp_path.iterdir()) == []


def test_another_key_is_a_wrong_setting_and_shows_nothing_secret(tmp_path: Path) -> None:
    token = Vault(tmp_path / "a").encrypt("s")
    Vault(tmp_path / "b").encrypt("s")
    with pytest.raises(ConfigError, match="present key") as caught:
        Vault(tmp_path / "b").decrypt(token)
    assert token not in caught.value.message + caught.value.hint


def test_reading_never_makes_a_key(tmp_path: Path) -> None:
    token = Vault(tmp_path / "a").encrypt("s")
    with pytest.raises(ConfigError, match="cannot be opened"):
        Vault(tmp_path / "b").decrypt(token)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("key", ["", "short", "ü" * 44, "A" * 43, "not base64 at all, but 44 characters long!!!!"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, key: str) -> None:
    (tmp_path / KEY_FILE).write_text(key)
    (tmp_path / KEY_FILE).chmod(0o600)
    with pytest.raises(ConfigError, match="holds no key") as caught:
        Vault(tmp_path).encrypt("s")
    assert not key or key not in caught.value.message


def test_a_given_key_that_is_none_is_refused_by_the_name_of_its_variable(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="DEVSIGNAL_SECRET_KEY holds no key"):
        Vault(tmp_path, "nonsense").encrypt("s")


def test_blanks_around_a_key_do_not_matter(tmp_path: Path) -> None:
    token = Vault(tmp_path).encrypt("s")
    path = tmp_path / KEY_FILE
    path.write_text(f" {path.read_text()}\n")
    assert Vault(tmp_path).decrypt(token) == "s"


@pytest.mark.parametrize("token", ["", "nonsense", "gAAAAA", "ü"])
def test_a_stored_secret_that_is_none_is_a_wrong_setting(tmp_path: Path, token: str) -> None:
    vault = Vault(tmp_path)
    vault.encrypt("s")
    with pytest.raises(ConfigError):
        vault.decrypt(token)


def creator(home: Path, secret: str) -> subprocess.Popen[str]:
    """A process that is ready to encrypt a secret as soon as it is told to."""
    child = subprocess.Popen(
        [sys.executable, "-c", CREATOR, str(home), secret], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def test_creators_at_once_agree_on_one_key(tmp_path: Path) -> None:
    children = [creator(tmp_path, f"secret {number}") for number in range(4)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    tokens = [child.communicate()[0].strip() for child in children]
    vault = Vault(tmp_path)
    assert [vault.decrypt(token) for token in tokens] == [f"secret {number}" for number in range(4)]
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_an_account_is_named_by_its_token_without_telling_it() -> None:
    assert account_of("AAA") == account_of("AAA") != account_of("AAB")
    assert account_of("AAA").startswith("token:")
