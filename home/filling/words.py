"""Invented people and plain sentences for bulk data."""

# fmt: off
GIVEN_NAMES = (
    "Ada", "Alan", "Amir", "Anita", "Bela", "Ben", "Bilal", "Carys", "Cedric", "Chidi", "Dana",
    "Dean", "Dilys", "Ebo", "Edith", "Elif", "Emeka", "Esme", "Farah", "Felix", "Fiona",
    "Gareth", "Gita", "Hana", "Harold", "Hassan", "Ida", "Ivan", "Jade", "Jamal", "Jean",
    "Jomo", "Kasia", "Keith", "Kofi", "Lena", "Leroy", "Lily", "Malik", "Marta", "Maud", "Mina",
    "Nadia", "Neil", "Nia", "Oleg", "Olu", "Owen", "Petra", "Priya", "Ravi", "Rhian", "Rosa",
    "Sami", "Sean", "Shanti", "Stan", "Tara", "Tariq", "Una", "Vera", "Wanda", "Wes", "Yara",
    "Yusuf", "Zoe",
)
FAMILY_NAMES = (
    "Abara", "Adler", "Ahmed", "Ainsley", "Baines", "Barlow", "Begum", "Brandt", "Calder",
    "Carver", "Chowdhury", "Cole", "Crane", "Dacosta", "Darby", "Dunmore", "Eaves", "Edwin",
    "Eze", "Farrow", "Finch", "Forde", "Gale", "Garnett", "Gomez", "Hale", "Harrow", "Hollis",
    "Hussain", "Iqbal", "Ivers", "Jessop", "Jolly", "Kaminska", "Keane", "Kerr", "Laidlaw",
    "Larkin", "Lowe", "Mahon", "Marlow", "Mensah", "Nash", "Newby", "Novak", "Oakes", "Okoro",
    "Orton", "Pascoe", "Patel", "Peake", "Quill", "Rana", "Redfern", "Rowe", "Sand", "Sharpe",
    "Sidhu", "Tate", "Thorne", "Tully", "Usman", "Vance", "Vickers", "Wade", "Webb", "Wynn",
    "Yates", "Zaman",
)
# fmt: on
HAPPENINGS = {
    "noise": "Loud music until {hour}; the walls shook.",
    "neighbours": "Shouting and banging on the shared wall at {hour}.",
    "rowdy": "A group gathered by the entrance and would not leave; it went on until {hour}.",
    "vehicle-nuisance": "Mopeds ridden up and down the footpath at {hour}.",
    "littering": "Rubbish and needles left in the stairwell, found at {hour}.",
    "communications": "Abusive messages received at {hour}.",
    "street-drinking": "Drinking and shouting on the steps from {hour}.",
    "animals": "The dog was loose and went for a child at {hour}.",
}
SUMMARIES = {
    "noise": "Noise at night for months, warnings without effect.",
    "neighbours": "A neighbour dispute that has turned into targeted harassment.",
    "rowdy": "A group that gathers daily and frightens residents.",
    "vehicle-nuisance": "Mopeds on footpaths, near misses with children.",
    "littering": "Drug litter in shared stairs, residents afraid to complain.",
    "communications": "Malicious messages to one household.",
    "street-drinking": "Street drinking with threats to passers-by.",
    "animals": "A dangerous dog used to intimidate neighbours.",
}
NOTES = (
    "Visited. The household says it has been quieter this week.",
    "Spoke to the alleged perpetrator, who denies most of it.",
    "No new reports to the landlord since the last meeting.",
    "Known to us; engaging with treatment.",
    "Two further calls to police, both graded standard.",
)
CORRECTION = "This was at number 12, not number 21."
WORDINGS = (
    "Visit the victim and agree a contact plan",
    "Serve a community protection warning",
    "Offer mediation to both households",
    "Share the tenancy file with the panel",
    "Ask for a mental health assessment",
    "Check the CCTV of the block",
)
FACTS = (
    "Housing: three complaints since the last meeting. Police: one arrest, no charge.",
    "Police: no new calls. Housing: warning letter served. Health: not known.",
    "Victim Support: in contact, feels safer. Police: two calls, one after midnight.",
)
REASONS = (
    "Risk has fallen and the agreed actions are done.",
    "It continues; enforcement is being prepared.",
    "No incident for three months.",
)
OFFENCES = (
    "Alleged to have broken a window",
    "Took goods without paying",
    "Threatened a neighbour",
    "Entered a car and took a bag",
)
