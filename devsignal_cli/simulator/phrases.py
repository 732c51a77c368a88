"""Invented developer talk about the fictional Acme CLI, by mood; `{slots}` are filled by talk.py."""

SLOTS = {
    "p": ("Acme CLI", "Acme CLI", "the Acme CLI", "@acme", "acme-cli", "#acmecli", "Acme"),
    "thing": (
        "our deploy",
        "the nightly build",
        "my side project",
        "staging",
        "the monorepo",
        "our CI",
        "the preview app",
    ),
    "verb": ("deploy", "login", "init", "sync", "logs", "rollback", "env pull", "preview"),
    "os": ("macOS", "Ubuntu 24.04", "Arch", "WSL2", "an M3 laptop", "Alpine", "Windows", "a Raspberry Pi"),
    "ver": ("2.4", "2.4.1", "2.5.0", "3.0-beta", "v2.3.9", "3.0.0-rc1"),
    "n": ("2", "3", "4", "5", "7", "12", "20", "45"),
    "err": (
        "EPIPE",
        "exit code 137",
        "a segfault",
        "a 500",
        "'token expired'",
        "ECONNRESET",
        "a blank screen",
        "TLS errors",
    ),
    "lang": ("Go", "Rust", "Python", "TypeScript", "Elixir", "Zig", "Java"),
    "page": ("docs/deploy", "docs/env", "changelog", "blog/three-oh", "docs/install", "pricing", "docs/plugins"),
    "yay": ("🚀", "🎉", "❤️", "🔥", "🙌", "💯", "😍"),
    "ugh": ("😡", "😭", "🙃", "🤦", "💀", "😤"),
    "wd": ("Monday", "Tuesday", "Friday", "Saturday"),
    "who": ("the team", "my coworker", "our intern", "half the office", "my boss"),
    "day": ("Monday", "Friday", "today", "this morning", "last night", "all week"),
}

PRAISE = (
    "{p} just saved me {n} hours. Thank you, whoever wrote `acme {verb}`",
    "ok {p} {ver} is FAST. like, suspiciously fast",
    "Switched {thing} to {p} {day} and I am never going back {yay}",
    "I love how {p} explains its errors. More tools should do this.",
    "Shoutout to @acme support, answered in {n} minutes and actually fixed it",
    "{p} {yay}{yay}",
    "Best DX I've had in years: {p}. Docs are great too https://acme.dev/{page}",
    "Just moved {n} services over to {p}, zero downtime. Impressive work!",
    "honestly the autocomplete in {p} is a work of art",
    "Who else is in love with `acme {verb} --watch`? #acmecli",
    "{p} on {os} works out of the box. I did not expect that, well done.",
    "Five stars for {p}. It does one thing and does it really well.",
    "Didn't think I'd say this but {p} makes deploys fun",
    "The new {p} release fixed every single thing I complained about. Amazing {yay}",
    "finally a CLI that respects my terminal colours. thanks @acme",
    "{p} + {lang} = perfect weekend. Shipped {thing} in an afternoon.",
    "Our onboarding went from {n} days to one hour thanks to {p}",
    "not bad at all, {p}. not bad at all.",
    "can't recommend {p} enough, rollback alone is worth it",
    "Huge props to @acme for the {ver} release, upgrade was painless",
)

COMPLAINT = (
    "{p} broke {thing} again {ugh}",
    "Is it just me or did {p} {ver} get incredibly slow? `acme {verb}` takes {n} minutes now",
    "third time {day} that {p} dies with {err}. I'm done.",
    "@acme your status page says all green while I stare at {err}. Please.",
    "Upgraded to {p} {ver}, now nothing works on {os}. Rolling back.",
    "{p} silently deleted my env file. SILENTLY. {ugh}",
    "Great, another breaking change in a patch release. Thanks a lot, {p}",
    "The {p} docs are out of date, half of the flags don't exist any more",
    "Waited {n} days for an answer from @acme support. Nothing.",
    "why does {p} need {n} GB of memory to upload a folder {ugh}",
    "`acme {verb}` hangs forever behind a proxy. Known since {ver}. Still open.",
    "I want to like {p} but the pricing is getting ridiculous https://acme.dev/pricing",
    "{p} login loop is back. Cleared everything, still {err}",
    "lost an hour to {p} because the error just says 'something went wrong'",
    "Not happy with {p} {day}: {err} on every {verb}",
    "can't deploy, can't roll back, can't reach anybody. {p} is down and so am I",
    "{p} eats my terminal on {os}, cursor gone after every run. Annoying.",
    "Cancelling our {p} plan. {n} outages in a month is too much.",
    "oh sure, {p}, rewrite my whole config without asking. love that {ugh}",
    "acme cli {ver} regression: {verb} ignores --dry-run. That is dangerous, folks.",
    "The {p} plugin for {lang} is basically abandoned, sad",
    "ugh. {err}. again. {p}.",
)

QUESTION = (
    "How do I run {p} behind a corporate proxy? `acme {verb}` times out",
    "Does {p} work on {os}?",
    "Anyone using {p} with {lang}? Worth it?",
    "What's the difference between `acme sync` and `acme {verb}`?",
    "is there a way to make {p} skip {thing}?",
    "@acme any plans for a {lang} SDK?",
    "How are people caching {p} in CI? Every run downloads it again",
    "Can I pin {p} to {ver}? The installer always takes the latest",
    "Getting {err} from {p} on {os}, any ideas?",
    "who do I talk to about a {p} enterprise plan?",
    "where does {p} keep its token on {os}? asking for {who}",
    "Has anyone migrated from Globex to {p}? How long did it take?",
    "Could someone explain the {p} pricing to me? https://acme.dev/pricing",
    "Is {p} {ver} safe to upgrade to or should I wait?",
    "what is the recommended way to rotate keys with {p}",
    "Why does `acme {verb}` ask for a password in a headless job? #acmecli",
    "does #acmecli support monorepos yet",
    "Any tutorial for {p} and {lang}? The docs start too far in",
    "When will {p} 3.0 leave beta, @acme?",
    "Should I use {p} or just write {n} lines of bash?",
)

MENTION = (
    "Reading the {p} changelog with coffee https://acme.dev/changelog",
    "New blog post: deploying {lang} with {p} https://blog.tidewaterdata.example/acme-{verb}",
    "Talking about {p} at our meetup on {wd}",
    "TIL `acme {verb} --json` exists",
    "Released a small {p} plugin for {lang}: https://code.example/acme-{verb}-plugin",
    "{p} {ver} is out",
    "Using {p} for {thing} {day}",
    "Stack for the new thing: {lang}, Postgres, {p}",
    "{who} is doing a workshop on {p} {day}, {n} seats left",
    "my dotfiles now include an {p} prompt segment",
    "Watching the Acme keynote. Lots of {lang} in the demos",
    "notes from the {p} office hours: plugins, telemetry, {verb}",
    "We are hiring: {lang}, Kubernetes, {p}. Remote. https://brightforge.example/jobs",
    "day {n} of learning devops: {p}, {lang}, crying",
    "comparing {p} and {n} other CLIs for {thing}, thread below",
    "$ACME reports earnings on {wd}",
)

CODE = (
    "if acme {verb} exits with 0 < code && code < {n} you can retry, says nobody's docs #acmecli",
    "acme {verb} 2>&1 | tee out.log && echo ok <- my whole deploy script",
    "PSA: `acme env pull > .env` && never commit it. Ask me how I know {ugh}",
    "Acme CLI & {lang} & too much coffee -> {thing} shipped",
    "template<T> jokes aside, {p} and generics <3",
    "<b>acme {verb}</b> renders bold in our wiki now, {who} is proud",
)

LINK_ONLY = (
    "this is the page everybody should read before going live https://acme.dev/{page}",
    "bookmarking this for {day} https://acme.dev/{page}",
    "Good write-up on rollbacks: https://acme.dev/{page}?ref=share",
    "{n} minutes well spent https://www.acme.dev/{page}",
    "saw this at work, thoughts? https://docs.acme.dev/{verb}",
)

_TAIL = (
    " First, the installer asked for root on {os}, which nobody wanted to give it. Then `acme {verb}` ended without a "
    "word, and only the logs told us that {n} services had been skipped. We wrote a wrapper, we wrote a check for the "
    "wrapper, and "
)


LONG = (
    "A longer note on {p} after {n} weeks in production."
    + _TAIL
    + "in the end it was worth it: deploys are boring now, and "
    "that is high praise. Thank you @acme, keep going. https://acme.dev/{page} #acmecli",
    "Post-mortem time. {p} took {thing} down {day}."
    + _TAIL
    + "it still failed with {err}. We are moving away, sadly: the "
    "same bug has been open since {ver} and support stopped answering. #acmecli",
    "Long question for people who run {p} at scale."
    + _TAIL
    + "now I wonder: how do you test an upgrade to {ver} before it "
    "reaches everybody, and is there a way to see which project a token belongs to? Pointers welcome, @acme included.",
)
