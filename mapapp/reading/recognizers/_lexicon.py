"""Word classes the trained recogniser is told of: closed lists of English usage, none of them place names."""

from __future__ import annotations

from mapapp.reading.tokens import words

TITLES = words(
    """
    mr mrs ms miss dr prof gen lt col maj capt sgt cpl sen rep gov pres rev fr hon supt det insp atty president
    minister premier chancellor king queen prince princess pope judge justice general colonel major captain
    lieutenant sergeant senator governor mayor spokesman spokeswoman spokesperson secretary ambassador professor
    doctor sir lady lord dame sheriff chief director coach chairman chairwoman commissioner officer deputy
    detective trooper congressman congresswoman councilman councilwoman councillor representative sheikh
    ayatollah imam bishop archbishop cardinal pastor father sister brother attorney commander admiral constable
    principal superintendent ceo founder author actor actress singer defendant suspect quarterback
    """
)
KINDS = words(
    """
    county counties district districts province provinces region oblast governorate prefecture municipality
    parish township marz rayon raion krai state territory department canton corridor lake lakes river rivers
    creek valley mountains mountain mount island islands isle peninsula republic city town village borough sea
    ocean gulf strait straits desert plain plains pass bay basin reservoir dam hills hill springs falls beach
    park forest point port harbor harbour canyon ridge heights grove cape fort canal bridge airport square
    street avenue road boulevard lane highway route interstate drive parkway court plaza coast shore delta
    prairie woods hollow run fork bayou
    """
)
ORGANISATIONS = words(
    """
    university college school schools academy institute hospital center centre church temple mosque company co
    corp corporation inc ltd llc plc group holdings bank association society club council committee commission
    board agency authority bureau office ministry police fire sheriff court courts senate house congress
    parliament assembly party union league team army navy guard force forces regiment battalion brigade division
    corps times post news herald tribune journal gazette daily press radio tv television network magazine museum
    library theatre theater hotel inn restaurant cafe store mall stadium arena foundation fund trust
    organization organisation federation alliance coalition front movement brigades airlines airways industries
    systems services partners associates united city rovers wanderers tigers bulldogs eagles lions bears
    wildcats cubs giants rangers cowboys red blue act treaty agreement conference championship cup tournament
    festival award prize project program programme initiative plan report study
    """
)
CALENDAR = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn
    fall winter christmas easter ramadan thanksgiving
    """
)
PREPOSITIONS = words(
    """
    in at near from to of on into across throughout around outside inside toward towards through over
    """
)
COMPASS = words(
    """
    north south east west northern southern eastern western northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern central upper lower greater downtown inner outer mid
    """
)
SPEECH = words(
    """
    said says say told tells added adds stated asked noted explained wrote recalled insisted argued
    """
)
FUNCTION = words(
    """
    a an the and but or nor if in on at of to for from by with without within he she it its we you they i me him
    her us them his our my your their this that these those there here when while where who whom whose what why
    how as so not no yes all some many most more much both each every few several either neither other another
    such after before since until till during between among against about above below under over through into
    onto upon off out up down again further then once also too very just only even still yet now later earlier
    today yesterday tomorrow than is are was were be been being am do does did done doing have has had having
    will would shall should can could may might must said says say because although though however meanwhile
    whether which per via amid despite toward towards according including one two three four five six seven
    eight nine ten first second third last next new old
    """
)
CONNECTORS = words(
    """
    of the and de la le les du des del della da das do dos di el al es au aux en on upon sur kwa ibn bin van der
    und
    """
)
GIVEN_NAMES = words(
    """
    aaron abdul abdullah abigail abraham adam adrian ahmad ahmed aisha alan albert alberto alejandro alex
    alexander alexandra alexei alexis alfred alfredo ali alice alicia allan allen allison amanda amber amir amy
    ana andre andrea andrei andres andrew angel angela angelina ann anna anne annie anthony antonio arnold
    arthur ashley ashton audrey austin barack barbara barry beatrice ben benjamin bernard beth betty beverly
    bill billy bob bobby boris brad bradley brandon brenda brent brett brian brittany bruce bryan caleb cameron
    carl carla carlos carmen carol caroline carolyn carrie casey catherine cathy cecilia chad charles charlie
    charlotte chelsea cheryl chris christian christina christine christopher cindy claire clarence claudia
    clinton cody colin connie courtney craig crystal curtis cynthia dale dan dana daniel danielle danny darren
    darrell dave david dawn dean deborah debbie debra dennis derek derrick diana diane diego dmitry dmitri
    dominic don donald donna doris dorothy doug douglas drew duane dustin dwight earl eddie eduardo edgar edward
    edwin eileen elaine eleanor elena elizabeth ellen emily emma emmanuel eric erica erik erin ernest esther
    ethan eugene eva evelyn faisal fatima fernando frances francis francisco frank fred frederick gabriel gary
    gavin gene geoffrey george gerald gilbert gina glen glenn gloria gordon grace graham greg gregory guillermo
    hannah harold harriet harry harvey hassan heather hector heidi helen henry herbert holly howard hugh hugo
    hussein ian ibrahim igor irene isaac isabel ivan jack jackie jacob jacqueline jaime jake james jamie jan
    jane janet janice jared jason javier jay jean jeanne jeff jeffery jeffrey jennifer jenny jeremy jerome jerry
    jesse jessica jesus jill jim jimmy joan joanna joanne joe joel johan johannes john johnny jon jonathan
    jordan jorge jose joseph josh joshua joyce juan juanita judith judy julia julian julie justin karen karl
    katherine kathleen kathryn kathy katie kayla keith kelly ken kenneth kenny kent kevin khalid kim kimberly
    kirk kofi kristen kristin kyle lance larry laura lauren laurie lawrence leah lee leo leon leonard leroy
    leslie lewis lillian linda lindsay lisa lloyd lois lopez lori lorraine louis louise lucas lucy luis luke
    lynn madison mahmoud malcolm manuel marc marcus margaret maria mariam marie marilyn mario marion marissa
    mark marlene martha martin marvin mary matt matthew maureen maurice max megan melanie melissa melvin
    mercedes michael michel michelle miguel mike mikhail milton minnie mitchell mohamed mohammad mohammed moises
    molly monica muhammad mustafa nancy naomi natalia natalie natasha nathan nathaniel neil nelson nicholas nick
    nicolas nicole nikolai nikol nina noah nora norma norman oleg olga oliver olivia omar oscar pablo pamela pat
    patricia patrick paul paula pauline pedro peggy penny perry pete peter philip phillip phyllis pierre rachel
    rafael ralph ramon randall randy raul ray raymond rebecca regina reginald renee rhonda ricardo richard rick
    ricky rita robert roberta roberto robin rodney rodrigo roger roland ron ronald ronnie rosa rose ross roy
    ruben russell ruth ryan sabrina salim sally sam samantha samuel sandra sara sarah saul scott sean sebastian
    sergei sergey sergio seth shane shannon sharon shaun shawn sheila shelby shelly sheri sherry shirley sidney
    simon sonia sophia sophie stacy stanley stella stephanie stephen steve steven stewart stuart sue susan
    suzanne sylvia tamara tammy tanya tara tatiana taylor ted teresa terry theodore theresa thomas tiffany tim
    timothy tina todd tom tommy toni tony tracy travis trevor troy tyler valerie vanessa vera vernon veronica
    vicente vicki victor victoria vincent viktor violet virginia vivian vladimir wade walter wanda warren wayne
    wendy wesley wilfred will willard william willie wilson xavier yasmin yolanda yuri yusuf yvonne zachary
    """
)
# a word has the first class it stands in
CLASSES = (
    ("title", TITLES),
    ("kind", KINDS),
    ("organisation", ORGANISATIONS),
    ("calendar", CALENDAR),
    ("compass", COMPASS),
    ("speech", SPEECH),
    ("preposition", PREPOSITIONS),
    ("function", FUNCTION),
    ("given", GIVEN_NAMES),
)
CLASS_OF = {word: name for name, listed in reversed(CLASSES) for word in listed}
