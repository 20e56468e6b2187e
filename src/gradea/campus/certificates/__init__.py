"""Certificates: criteria of an edition, issuing, verifying, revoking, the ceremony."""
