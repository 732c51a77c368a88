"""What stands at the head of the shipped lexicon: where its weights come from."""

from hashlib import sha256

from benchmarks.accuracy.sets import HERE, POSTS

CURATED = HERE / "curated.txt"
_HEAD = """\
# The words of devsignal: term <tab> polarity <tab> objectivity, in hundredths. "# " opens a comment. Made by
# `python -m benchmarks.accuracy.build`: edit benchmarks/accuracy/curated.txt and run that, instead of editing this.
# In a term, a blank parts two neighbours, ~ joins a phrase that counts as one word, not: marks a word behind a
# negation, 0 stands for any digit. A text is positive or negative if its polarities outweigh its objectivities in sum.
# The weights were learnt from these sources; none of their texts is in here:
# - SemEval-2017 task 4A (Rosenthal, Farra, Nakov 2017), annotations CC BY 3.0
# - VADER (Hutto, Gilbert 2014): its rated tweets and Amazon sentences, and its values of single words; the MIT
#   License: Copyright (c) 2016 C.J. Hutto. Permission is hereby granted, free of charge, to any person obtaining a
#   copy of this software and associated documentation files (the "Software"), to deal in the Software without
#   restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute,
#   sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do
#   so, subject to the following conditions: The above copyright notice and this permission notice shall be included
#   in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY
#   KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A
#   PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
#   CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR
#   IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
# - Senti4SD, Stack Overflow posts (Calefato and others 2018), MIT; the posts by Stack Overflow's users, CC BY-SA
# - GitHub comments (Novielli and others 2020)
# - posts about developer tools written for this project (benchmarks/accuracy/posts.tsv), the project's licence
# - words and phrases weighed by hand, each with its reason (benchmarks/accuracy/curated.txt), the project's licence
"""


def header() -> str:
    """The head, with the digests of what the project itself brought, so that a stale lexicon is told."""
    digests = (f"# {file.name}: {sha256(file.read_bytes()).hexdigest()[:16]}\n" for file in (CURATED, POSTS))
    return _HEAD + "".join(digests)
