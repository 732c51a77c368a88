"""Makes the classifier of an organization out of what it has stored, for commands that classify."""

from devsignal_cli.cli.wiring import Workspace
from devsignal_cli.core import own_words
from devsignal_cli.core.sentiment import Classifier
from devsignal_cli.model.connection import Organization
from devsignal_cli.store import connections, lexicon


def classifier(workspace: Workspace, organization: Organization) -> Classifier:
    """The shipped rules with the organization's own words and keywords as they are now. Make one for a run."""
    with workspace.database.read() as session:
        words = lexicon.every(session, organization.id)
        watched = connections.keywords(session, organization.id)
    return own_words.classifier(words, watched)
