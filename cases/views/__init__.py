"""Pages about referrals, cases, actions and people, by noun."""
