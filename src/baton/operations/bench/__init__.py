"""What people wait for, measured: `tasks` says what is done, `measuring` how, `floor` what nobody could do without,
`crowd` makes a database as full as it is asked to be.
"""
