"""Companies and contacts as people and their files tell them: fields, columns, rows, edits."""
