"""Invented talk around the product: competitor, answers, other languages, and posts about nothing of the kind."""

COMPETITOR = (
    "Globex raised prices again, guess we are looking at alternatives {ugh}",
    "globex deploy just works for us, {n} services and counting",
    "Is Globex down? {err} on everything",
    "Moved {thing} from Globex to {p}. Night and day {yay}",
    "Globex has better docs than {p}, sorry not sorry",
    "anyone else getting {err} from globex on {os}?",
    "@globex please fix the login on {os}",
    "The Globex {ver} release notes are {n} pages long. Who reads this?",
    "Comparing Globex and Acme CLI for {lang} teams: https://blog.mossgate.example/globex-vs-acme",
    "#globex meetup on {wd}, pizza included",
)

REPLY = (
    "same here, since {day}",
    "Did you try `acme {verb} --verbose`?",
    "works for me on {os} {yay}",
    "This. So much this.",
    "I filed a bug for that, no answer yet from @acme",
    "Thanks, that helped!",
    "have you looked at https://acme.dev/{page}?",
    "upgrade to {ver}, it's fixed there",
    "nope, still broken on {ver} {ugh}",
    "What does {p} print with --debug?",
    "we use {lang} for this instead",
    "congrats! {yay}",
    "That's a config thing: unset the proxy, then acme {verb} again",
    "lol",
    "Same error with Acme CLI {ver}. Any workaround?",
)

QUOTE = (
    "This is why we picked {p} {yay}",
    "Exactly my experience with {p}",
    "hard disagree, {p} has been solid for us",
    "so I'm not the only one {ugh} #acmecli",
    "Good thread on {p}, read it all",
    "can somebody from @acme comment on this?",
    "and people ask why I stay on Globex",
)

OFFICIAL = (
    "Acme CLI {ver} is out: faster {verb}, better errors. https://acme.dev/changelog",
    "We are looking into elevated errors for `acme {verb}`. Updates: https://status.acme.dev",
    "Office hours {day}! Bring your Acme CLI questions.",
    "Resolved: `acme {verb}` is back to normal. Sorry for the trouble.",
    "Tip: `acme {verb} --help` now shows examples #acmecli",
)

OTHER_LANGUAGES = (
    ("Acme CLI ist seit {day} kaputt, `acme {verb}` hängt {ugh}", "de"),
    ("Endlich läuft {thing} mit Acme CLI, großartig!", "de"),
    ("¿Alguien usa Acme CLI con {lang}? Me da {err}", "es"),
    ("Me encanta Acme CLI, muy rápido {yay}", "es"),
    ("Impossible de lancer `acme {verb}` sur {os}, une idée ? #acmecli", "fr"),
    ("Acme CLI est génial, merci @acme", "fr"),
    ("Acme CLI travou de novo no {os} {ugh}", "pt"),
    ("Acme CLI の {verb} が遅い…", "ja"),
    ("Acme CLI すごく便利 {yay}", "ja"),
    ("Acme CLI {ver} harika, teşekkürler!", "tr"),
    ("ada yang pakai Acme CLI di {os}?", "in"),
    ("אוהב את Acme CLI", "iw"),
    ("@acme {yay}", "qme"),
    ("#acmecli", "qht"),
)

NOISE = (
    "{lang} 1.{n} release party {day}",
    "why is every standup {n} minutes too long",
    "My cat walked over the keyboard and fixed the build",
    "Reading about B-trees on a {wd}. Send help.",
    "the best debugger is still a good night's sleep",
    "Coffee number {n}. {thing} is green.",
    "hot take: tabs",
    "Just passed my driving test!!! {yay}",
    "Who decided that timezones were a good idea?",
    "{os} update broke my microphone {ugh}",
    "Hiring a {lang} developer, DM me",
    "Kubernetes is a great way to have {n} problems instead of one",
    "pizza > meetings",
    "I got acne again from too much crunch time {ugh}",
    "Acmeism was a movement in Russian poetry, you nerds",
    "New keyboard day {yay}",
    "git push --force and pray",
    "Our rubber duck has been promoted to staff engineer",
)
