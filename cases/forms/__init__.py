"""Input checks for referrals and cases."""
