"""From model and drawing to markup."""
