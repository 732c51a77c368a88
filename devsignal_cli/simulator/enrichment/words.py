"""What invented companies and people are made of: lines of business, places, sizes, tools, jobs."""

from typing import NamedTuple


class Business(NamedTuple):
    """A line of business with its official codes."""

    sector: str
    industry_group: str
    industry: str
    sub_industry: str
    gics: str
    sic4: str
    naics6: str
    tags: tuple[str, ...]
    does: str


class Place(NamedTuple):
    """A city with what goes with it."""

    city: str
    state: str | None
    state_code: str | None
    country: str
    country_code: str
    time_zone: str
    utc_offset: int
    lat: float
    lng: float
    street: str
    postal_code: str
    dial: str


class Job(NamedTuple):
    """A job title and how Clearbit sorts it."""

    title: str
    role: str
    sub_role: str
    seniority: str


SOFTWARE = ("Information Technology", "Software & Services")
BUSINESSES = (
    Business(
        *SOFTWARE, "Internet Software & Services", "Internet Software & Services", "45103010", "7372", "511210",
        ("SAAS", "B2B", "Technology", "Internet"), "hosts build pipelines for small teams"
    ),
    Business(
        *SOFTWARE, "Software", "Systems Software", "45103020", "7371", "541511",
        ("Developer Tools", "B2B", "Technology"), "makes command line tools for developers"
    ),
    Business(
        *SOFTWARE, "IT Services", "Data Processing & Outsourced Services", "45102020", "7374", "518210",
        ("Data", "B2B", "Cloud"), "moves and checks data between warehouses"
    ),
    Business(
        "Industrials", "Transportation", "Road & Rail", "Trucking", "20304020", "4213", "484121",
        ("Logistics", "B2B", "Transportation"), "plans freight on four continents"
    ),
    Business(
        "Financials", "Diversified Financials", "Diversified Financial Services",
        "Other Diversified Financial Services", "40201020", "6199", "523999", ("Fintech", "B2B", "Finance"),
        "keeps ledgers for marketplaces"
    ),
    Business(
        "Health Care", "Health Care Equipment & Services", "Health Care Technology", "Health Care Technology",
        "35103010", "8099", "621999", ("Health", "B2C", "Technology"),
        "reminds patients of what they agreed to"
    ),
    Business(
        "Utilities", "Utilities", "Independent Power and Renewable Electricity Producers",
        "Renewable Electricity", "55105020", "4911", "221114", ("Energy", "Renewables"),
        "balances rooftop solar for towns"
    ),
    Business(
        "Consumer Discretionary", "Retailing", "Internet & Direct Marketing Retail",
        "Internet & Direct Marketing Retail", "25502020", "5961", "454110", ("E-commerce", "B2C", "Retail"),
        "sells refurbished keyboards"
    ),
)  # fmt: skip
PLACES = (
    Place(
        "Berlin", "Berlin", "BE", "Germany", "DE", "Europe/Berlin", 1, 52.52, 13.405, "Kranichweg", "10115",
        "+49 30 55"
    ),
    Place(
        "Oslo", "Oslo", None, "Norway", "NO", "Europe/Oslo", 1, 59.914, 10.752, "Fjellveien", "0150",
        "+47 21 55"
    ),
    Place(
        "Lagos", "Lagos", "LA", "Nigeria", "NG", "Africa/Lagos", 1, 6.524, 3.379, "Palm Road", "101233",
        "+234 1 555"
    ),
    Place(
        "Austin", "Texas", "TX", "United States", "US", "America/Chicago", -6, 30.267, -97.743, "Pecan Street",
        "78701", "+1 512-555"
    ),
    Place(
        "Portland", "Oregon", "OR", "United States", "US", "America/Los_Angeles", -8, 45.515, -122.678,
        "Fern Street", "97201", "+1 503-555"
    ),
    Place(
        "Bengaluru", "Karnataka", "KA", "India", "IN", "Asia/Kolkata", 5, 12.972, 77.594, "Banyan Road",
        "560001", "+91 80 5550"
    ),
    Place(
        "São Paulo", "São Paulo", "SP", "Brazil", "BR", "America/Sao_Paulo", -3, -23.55, -46.633,
        "Rua das Araras", "01310-000", "+55 11 5555"
    ),
    Place(
        "Tokyo", None, None, "Japan", "JP", "Asia/Tokyo", 9, 35.677, 139.65, "Sakura-dori", "100-0001",
        "+81 3-5555"
    ),
)  # fmt: skip
JOBS = (
    Job("Chief Technology Officer", "leadership", "cto", "executive"),
    Job("Staff Engineer", "engineering", "software_engineer", "senior"),
    Job("Site Reliability Engineer", "engineering", "devops_engineer", "regular"),
    Job("Platform Engineering Manager", "engineering", "engineering_manager", "manager"),
    Job("Developer Advocate", "marketing", "developer_relations", "regular"),
    Job("Head of Data", "engineering", "data_science_engineer", "director"),
    Job("Product Manager", "product", "product_manager", "manager"),
)
SIZES = (
    (10, "1-10", "$0-$1M"),
    (50, "11-50", "$1M-$10M"),
    (250, "51-250", "$10M-$50M"),
    (1_000, "251-1K", "$50M-$100M"),
    (5_000, "1K-5K", "$250M-$500M"),
    (10_000, "5K-10K", "$500M-$1B"),
    (50_000, "10K-50K", "$1B-$10B"),
    (100_000, "50K-100K", "$10B+"),
)  # most employees, the range's name, what such a company is estimated to earn in a year
TOOLS = {
    "google_tag_manager": "tag_management",
    "google_analytics": "analytics",
    "aws_ec2": "web_servers",
    "kubernetes": "web_servers",
    "postgresql": "database",
    "apache_kafka": "data_management",
    "github": "developer_tools",
    "sentry": "monitoring",
    "datadog": "monitoring",
    "cloudflare": "dns",
    "stripe": "payment",
    "salesforce": "crm",
    "zendesk": "customer_service",
    "react": "programming_framework",
    "ruby_on_rails": "programming_framework",
    "okta": "security",
}
