"""Employers and students: who shows what to whom, who wishes to meet, and when they do."""
