"""F11: posts that X serves after its newer ones are found by looking again, and counted as late."""

import pytest

from tests.faults.scene import on_x
from tests.faults.whole import is_sound
from tests.support import NOW_MS, Cli, quiet_world

# how long before the newest post the late ones were written (seconds), and what finds them
LATE = {
    "within five minutes": ((61.0, 150.0, 290.0), ()),
    "hours ago": ((3_600.0, 4_000.0), ("--sweep", "5h")),
    "among hundreds": (tuple(400.0 + 7.0 * each for each in range(230)), ("--sweep", "5h")),
}


@pytest.mark.parametrize("in_child", [False, True], ids=["in process", "in a process of its own"])
@pytest.mark.parametrize(("seconds", "options"), LATE.values(), ids=LATE.keys())
def test_f11_late_posts_are_found_and_counted(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, seconds: tuple[float, ...], options: tuple[str, ...], in_child: bool
) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(20))
    with scene.x as x:
        scene.connect()
        assert scene.run("twitter", "sync").code == 0
        late = [x.world.plant("acme came late", int(NOW_MS - 60_000 - each * 1000), author_id=1) for each in seconds]
        ran = (scene.child if in_child else scene.run)("twitter", "sync", "--json", "--yes", *options)
        assert (ran.code, ran.json["late_arrivals"], ran.json["signals_created"]) == (0, len(late), len(late))
        again = scene.run("twitter", "sync", "--json", *options)
        assert (again.code, again.json["late_arrivals"], again.json["spend_usd"]) == (0, 0, 0.0)
        assert cli.stored() == x.world.matching("acme")
        assert x.meter.posts == 20 + len(late)
        is_sound(scene)
