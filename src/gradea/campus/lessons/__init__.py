"""Lessons: slides with questions on the wall, answered on phones without an account; demonstrations, tours, glossary."""
