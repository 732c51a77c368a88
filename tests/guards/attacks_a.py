"""The guards of rows S01 to S12: what keeps foreign text, secrets and strangers where they belong."""

from tests.guards.guard import Guard

_S = "tests/security/"
_HTTP = "devsignal_cli/connectors/http.py"
_OUTPUT = "devsignal_cli/cli/output.py"
_SECRETS = "devsignal_cli/store/key_file.py"

GUARDS: tuple[Guard, ...] = (
    Guard(
        "S01",
        "devsignal_cli/cli/text.py",
        "return text.translate(_ONE_LINE)",
        "return text",
        f"{_S}test_s01_terminal.py::test_s01_an_error_text_of_a_service_is_made_visible[403---verbose]",
    ),
    Guard(
        "S02",
        _OUTPUT,
        'self._say(f"warning: {clean(text)}")',
        'self._console(stderr=True).print(f"warning: {clean(text)}", markup=True)',
        f"{_S}test_s02_markup.py::test_s02_a_warning_with_markup_stays_what_was_written",
    ),
    Guard(
        "S03",
        "devsignal_cli/cli/text.py",
        '**dict.fromkeys(range(0x80, 0xA0), "\\ufffd"),',
        "",
        f"{_S}test_s03_fuzz.py::test_s03_every_sign_that_steers_is_cleaned",
    ),
    Guard(
        "S03",
        "devsignal_cli/cli/twitter_forget.py",
        'workspace.output.confirm(f"Remove',
        'typer.confirm(f"Remove',
        f"{_S}test_s03_one_sink.py::test_s03_only_the_one_sink_prints",
    ),
    Guard(
        "S04",
        _OUTPUT,
        "self.data(to_json(value))\n        elif",
        "self._console().print(to_json(value))\n        elif",
        f"{_S}test_s04_json.py::test_s04_a_long_line_of_json_is_not_broken",
    ),
    Guard(
        "S05",
        _HTTP,
        'return text.replace(self._token, "…")',
        "return text",
        f"{_S}test_s05_secrets.py::test_s05_a_failure_that_repeats_the_secret_is_told_without_it",
    ),
    Guard(
        "S06",
        _HTTP,
        "logging.getLogger(name).setLevel(logging.WARNING)",
        "logging.getLogger(name)",
        f"{_S}test_s06_debug.py::test_s06_an_address_in_a_query_is_not_logged",
    ),
    Guard(
        "S07",
        _SECRETS,
        "stat.S_IMODE(state.st_mode) & 0o077 or ",
        "",
        f"{_S}test_s07_key_file.py::test_s07_a_spoilt_key_file_is_refused[0644]",
    ),
    Guard(
        "S07",
        _SECRETS,
        " | os.O_NOFOLLOW",
        "",
        f"{_S}test_s07_key_file.py::test_s07_a_spoilt_key_file_is_refused[symlink]",
    ),
    Guard(
        "S07",
        _SECRETS,
        " or state.st_uid != os.getuid()",
        "",
        f"{_S}test_s07_key_file.py::test_s07_a_key_file_of_another_owner_is_refused",
    ),
    Guard(
        "S08",
        "devsignal_cli/folders.py",
        "each.mkdir(mode=0o700, exist_ok=True)",
        "each.mkdir(exist_ok=True)",
        f"{_S}test_s08_modes.py::test_s08_a_backup_is_private_and_so_is_what_was_upgraded",
    ),
    Guard(
        "S09",
        _HTTP,
        "follow_redirects=False",
        "follow_redirects=True",
        f"{_S}test_s09_redirects.py::test_s09_a_sync_that_is_sent_elsewhere_ends_with_a_clear_error",
    ),
    Guard(
        "S10",
        _HTTP,
        "verify=not is_plain",
        "verify=False",
        f"{_S}test_s10_tls.py::test_s10_a_bad_certificate_is_refused_before_anything_is_sent[expired]",
    ),
    Guard(
        "S11",
        "devsignal_cli/config.py",
        'parts.scheme == "http" and _is_loopback(host)',
        'parts.scheme == "http"',
        f"{_S}test_s11_urls.py::test_s11_any_other_url_is_refused_and_not_repeated[http://10.0.0.1-DEVSIGNAL_TWITTER_URL]",
    ),
    Guard(
        "S12",
        _HTTP,
        "if size > LARGEST_BODY:",
        "if size > 100 * LARGEST_BODY:",
        f"{_S}test_s12_floods.py::test_s12_a_sync_ends_with_a_clear_error_in_bounded_memory[flood]",
    ),
    Guard(
        "S12",
        _HTTP,
        "except (ValueError, RecursionError):\n            return None",
        "except ArithmeticError:\n            return None",
        f"{_S}test_s12_floods.py::test_s12_a_twisted_answer_of_a_provider_is_no_answer",
    ),
)
