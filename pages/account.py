"""An account, for whoever wants their progress on several devices: sign in, profile, leave."""

from components import account_page, shell

shell.enter()
account_page.show()
