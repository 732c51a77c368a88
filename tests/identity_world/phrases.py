"""What people write about themselves: {h} is a company in one of its forms, {g} a second one."""

from collections.abc import Mapping

ROLES = (
    "Engineer", "Staff engineer", "SRE", "DevRel", "Developer advocate", "CTO", "Product manager", "Software developer",
    "Data scientist", "Designer", "Security engineer", "VP Eng", "Solutions architect", "Tech lead", "Principal engineer",
    "frontend dev", "backend eng", "ML engineer", "Platform engineer", "QA", "Support engineer", "Technical writer",
)  # fmt: skip
AREAS = ("platform", "growth", "infra", "data", "docs", "DX", "security", "mobile", "AI", "community", "payments")
WORKS_AT = (
    "{role} at {h}", "{role}, {h}", "Working at {h}", "{role} – {h}", "Work: {h}",
    "Day job: {h}", "💼 {h}", "I work on databases at {h}", "Making developers happy at {h}", "{role} chez {h}",
    "{role} bei {h}", "{role} en {h}", "{role} na {h}", "{role} w {h}", "{h}で働いています", "{h} 소속 개발자", "在 {h} 工作",
    "Работаю в {h}", "Працюю в {h}", "Arbeite bei {h}", "Je travaille chez {h}", "Trabajo en {h}", "Head of {area} at {h}",
    "Leading {area} at {h}", "Co-founder & CTO of {h}", "Founder, {h}", "Cofounder {h}", "building {h}",
    "{area} team at {h}", "employee #7 at {h}", "I run {area} for {h}", "joined {h} in 2024", "{area} lead @ {h}",
    "{role} | {h}", "{role} by day at {h}, potter by night", "making {area} less bad at {h}", "{role} with {h}",
)  # fmt: skip
WORKS_NOW = (
    "Now at {h}",
    "Currently {h}",
    "now {h}",
    "these days {role} at {h}",
    "since 2024 at {h}",
    "currently building {h}",
)
"""What is plain enough to stand behind what was before."""
WORKS_AT_HANDLE = (
    "{role} {h}", "{h}", "{role}. {h}.", "{role} // {h}", "{h} {area}", "eng {h} 🚀", "swe {h}", "dx {h}", "{role} → {h}",
    "{role} by day {h}", "{h} {role}", "{area} {h}", "👩‍💻 {h}", "CEO {h}", "co-founder {h}",
)  # fmt: skip
RELATIONS: Mapping[str, tuple[str, ...]] = {
    "ex": (
        "ex-{h}", "ex {h}", "Ex-{h}", "formerly {h}", "former {role} at {h}", "prev: {h} {g}", "Previously {h}", "prev {h}",
        "past: {h}, {g}", "{h} alum", "{h} alumna", "was {h}", "Used to work at {h}", "left {h} in 2023", "Before: {h}",
        "retired from {h}", "laid off from {h}", "ehemals {h}", "anciennement {h}", "ex {h} y {g}", "бывший {h}", "元{h}",
        "{h} (2015–2021)", "quit {h}", "ex-{h}, ex-{g}", "one-time {h} {role}",
        "was {role} at {h}", "early {h} employee, since moved on", "recovering {h} {role}",
        "({h} 2014-19)", "alumni: {h} & {g}", "ex: {h}/{g}",
    ),
    "advisor": ("advisor to {h}", "Advising {h}, {g}", "advisor {h}", "on the board of {h}", "mentor at {h} accelerator"),
    "investor": (
        "investor in {h} and {g}", "Angel: {h}, {g}", "Early backer of {h}", "Portfolio: {h} {g}", "seed investor {h}",
        "I invest. {h}, {g} and 20 more", "shareholder of {h}", "$ in {h}",
    ),
    "student": (
        "CS student, thesis on {h}", "Student. {h} scholar", "student ambassador for {h}", "hoping to work at {h} some day",
        "future {h} engineer", "incoming intern at {h} next summer", "learning {h} at uni", "aspiring {h} {role}",
    ),
    "fan": ("fan of {h}", "{h} fanboy", "I ❤️ {h}", "Love {h}", "{h} stan", "obsessed with {h}", "{h} enthusiast"),
    "ambassador": (
        "{h} ambassador", "{h} Captain", "{h} MVP", "{h} Champion", "{h} Hero", "{h} meetup organizer", "{h} Certified",
        "organizer of the {h} user group", "{h} community expert", "{h} GDE", "{h} Star", "certified {h} partner",
    ),
    "user": (
        "building on {h}", "built with {h}", "powered by {h}", "happy {h} customer", "{h} user since 2019",
        "running {h} in production", "I write about {h}", "tutorials on {h}", "moving us off {h}", "self-hosting {h}",
        "deploying to {h} on Fridays", "{h} tips & tricks", "making {h} plugins", "teaching {h} to beginners",
    ),
    "contributor": (
        "contributor to {h}", "OSS contributor ({h}, {g})", "maintainer of a plugin for {h}", "patches in {h}",
        "I maintain the unofficial {h} CLI", "committer on {h}'s open source SDK",
    ),
    "host": ("co-host of the {h} podcast", "guest on {h} FM", "I host a show about {h}", "spoke at {h} Conf 2024", "co-hosting {h} live"),
    "family": (
        "married to an engineer at {h}", "my husband works at {h}", "wife of the {h} CTO", "my partner builds {h}",
        "dad of a {h} engineer", "dog mom, spouse {h}",
    ),
    "no_part": ("not affiliated with {h}", "no relation to {h}", "I do not work for {h}", "survivor of {h}", "stuck with {h}"),
    "press": ("covering {h} and {g}", "Reporter. Tips on {h} welcome", "analyst: {h}, {g}", "newsletter on {h}"),
    "client": ("freelancer, clients: {h} {g}", "worked with {h}, {g}", "consultant for {h} customers", "I help {h} users ship"),
}  # fmt: skip
"""How people name companies that do not employ them."""
DISCLAIMERS = ("opinions not those of {h}", "Tweets are mine, not {h}'s", "Not speaking for {h}", "views ≠ {h}")
"""By these a company is named, but only as an employer that the words are not of."""
FILLERS = (
    "Opinions my own.", "he/him", "she/her", "Dad of two", "Coffee ☕", "Tweets are mine", "lifelong learner",
    "climbing, synths and Rust", "RT ≠ endorsement", "📍Lisbon", "Postgres, mostly", "I like turtles", "#rustlang #golang",
    "mastodon: @me@hachyderm.io", "mail me: hello.me@gmail.com", "My employer does not share my views", "Cyclist 🚴",
    "Opinions not of my employer", "cat person", "Views are my own", "DMs open", "Husband, father, geek", "she codes",
    "distributed systems", "type theory & tea", "Engineer", "Kubernetes and kids", "Open source", "Always learning",
    "Berlin / Lagos", "recovering PHP developer", "compilers", "music nerd", "Photos of birds", "日々勉強", "개발자입니다",
    "Programmierer", "programador", "développeuse web", "Разработчик", "mühendis", "مطور برمجيات", "डेवलपर", "程序员",
    "blog: https://dev.to/someone", "ex-physicist", "former lawyer turned dev", "student of life", "coffee advisor",
)  # fmt: skip
LOCATIONS = (
    "", "", "", "Berlin", "San Francisco, CA", "Remote", "Bengaluru", "São Paulo", "Earth", "Kraków", "Tōkyō", "Paris",
    "NYC", "localhost", "Istanbul", "Kyiv", "Lagos", "the cloud", "Athens", "서울", "上海", "القاهرة", "she/her",
)  # fmt: skip
POSTS = (
    "acme broke my build again, run {n}", "trying acme on a side project #{n}", "acme v{n} is out, looks great",
    "anyone using acme with {n} services?", "wrote post {n} about acme", "acme + postgres = {n} problems solved",
)  # fmt: skip
