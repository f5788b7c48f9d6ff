"""Who uses NIA and what they may: users, teams, sign-in, rights."""
