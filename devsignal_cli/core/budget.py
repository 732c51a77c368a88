"""What a run may still read: the size of the next page, so that no budget is ever passed. Pure but for its sums."""

from dataclasses import dataclass

from devsignal_cli.errors import BudgetReachedError
from devsignal_cli.model.words import PAGE_LARGEST, PAGE_SMALLEST, POST_PRICE_USD, USER_PRICE_USD


@dataclass(slots=True)
class Budget:
    """What is left for a run: dollars and posts (None: no bound). `with_authors` reserves a look-up for each post."""

    usd: float | None = None
    posts: int | None = None
    with_authors: bool = True

    def page_size(self) -> int | None:
        """How many posts the next page may have; None when `posts` is used up.

        Raises:
            BudgetReachedError: not even X's smallest page and its authors would fit.
        """
        if self.posts is not None and self.posts <= 0:
            return None
        size = PAGE_LARGEST if self.posts is None else min(PAGE_LARGEST, max(PAGE_SMALLEST, self.posts))
        if self.usd is None:
            return size
        affordable = int(self.usd / self._post_usd + 1e-9)
        if affordable < PAGE_SMALLEST:
            raise BudgetReachedError(
                f"The budget has ${max(self.usd, 0):.2f} left; a page of posts and their authors may cost more.",
                "Raise it with --budget USD for one run, or with `twitter connect --monthly-budget USD`.",
            )
        return min(size, affordable)

    @property
    def is_worth_a_question(self) -> bool:
        """Whether a run could pass it: there is enough for a page, and `posts` alone does not keep it within."""
        if self.usd is None or self.usd < PAGE_SMALLEST * self._post_usd:
            return False
        return self.posts is None or max(self.posts, PAGE_SMALLEST) * self._post_usd > self.usd

    @property
    def _post_usd(self) -> float:
        """What a post may cost with its author."""
        return POST_PRICE_USD + (USER_PRICE_USD if self.with_authors else 0)

    def authors(self) -> int:
        """How many authors may be looked up in one call."""
        return PAGE_LARGEST if self.usd is None else min(PAGE_LARGEST, int(max(0, self.usd) / USER_PRICE_USD + 1e-9))

    def spent(self, usd: float, posts: int = 0) -> None:
        """Take off what was billed and read."""
        if self.usd is not None:
            self.usd -= usd
        if self.posts is not None:
            self.posts -= posts
