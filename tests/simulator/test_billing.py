"""What is billed: each post and user once per UTC day and account; errors and empties free."""

from devsignal_cli.simulator.server import Simulator

from .client import COUNTS, CREDITS, DAY_MS, LEGACY, NEW, NOW_MS, USAGE, USERS, Client


def test_a_post_read_twice_on_one_utc_day_is_billed_once(client: Client) -> None:
    client.search()
    client.search()
    assert (client.sim.meter.posts, client.sim.meter.posts_returned, client.sim.meter.usd) == (10, 20, 0.05)


def test_a_post_read_again_after_midnight_utc_is_billed_again(client: Client) -> None:
    client.search()
    client.sim.clock.advance((DAY_MS - NOW_MS % DAY_MS) / 1000 - 1)
    client.search()
    assert client.sim.meter.posts == 10
    client.sim.clock.advance(1)
    client.search()
    assert client.sim.meter.posts == 20


def test_users_counts_and_posts_have_their_own_prices(client: Client) -> None:
    client.get(USERS, ids="11,12,13")
    client.get(COUNTS, query="acme")
    assert (client.sim.meter.users, client.sim.meter.counts, client.sim.meter.usd) == (2, 1, 0.025)


def test_errors_and_empty_answers_are_free(client: Client) -> None:
    client.search("lang:en")
    client.search("nothing")
    client.get(USERS, ids="13,14,999")
    client.get(USAGE)
    assert client.sim.meter.usd == 0


def test_the_author_expansion_bills_users_in_both_dialects(client: Client) -> None:
    client.search(tweet__fields=LEGACY, expansions="author_id")
    client.search(post__fields=NEW, expansions="author_id")
    assert (client.sim.meter.users, client.sim.meter.users_returned) == (2, 4)


def test_fields_alone_bill_no_users(client: Client) -> None:
    client.search(tweet__fields=LEGACY)
    assert client.sim.meter.users == 0


def test_each_token_is_an_account_of_its_own(sim: Simulator) -> None:
    second = Client(sim, sim.add_token())
    Client(sim).search()
    second.search()
    bill = second.get("/_sim/meter").json
    assert (bill["posts"], bill["by_token"][second.token]["posts"]) == (20, 10)
    assert bill["requests"] == {"/2/tweets/search/recent": 2}


def test_usage_tells_the_month_in_strings(client: Client) -> None:
    client.search()
    data = client.get(USAGE).json["data"]
    assert (data["project_usage"], data["project_cap"], data["cap_reset_day"]) == ("10", "3000000", 13)


def test_usage_tells_days_only_when_asked(client: Client) -> None:
    client.search()
    data = client.get(USAGE, days=2, usage__fields="daily_project_usage,bogus").json["data"]
    assert list(data) == ["daily_project_usage"]
    assert [day["usage"] for day in data["daily_project_usage"]["usage"]] == ["0", "10"]


def test_usage_begins_anew_with_the_month(client: Client) -> None:
    client.search()
    client.sim.clock.advance(13 * DAY_MS / 1000)
    assert client.get(USAGE).json["data"]["project_usage"] == "0"


def test_usage_refuses_days_out_of_bounds(client: Client) -> None:
    assert client.get(USAGE, days=91).status == 400


def test_a_project_keeps_its_id(sim: Simulator) -> None:
    first, again, other = (
        Client(sim, t).get(USAGE).json["data"]["project_id"] for t in (sim.token, sim.token, sim.add_token())
    )
    assert first == again != other


def test_credits_go_down_with_the_bill(client: Client) -> None:
    client.search()
    assert client.get(CREDITS).json["data"]["total_balance"] == 24.95


def test_credits_can_be_switched_off() -> None:
    with Simulator(balance_usd=None) as sim:
        got = Client(sim).get(CREDITS)
        assert (got.status, got.raw) == (404, b"")
