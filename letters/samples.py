"""The templates that a new installation begins with. Administrators change them as they like."""

from typing import NamedTuple

from letters.models import WrittenFor


class Sample(NamedTuple):
    """A template to begin with."""

    name: str
    written_for: str
    subject: str
    body: str


_END = "\n\nYours sincerely,\n\n[[officer]]\n[[officer job title]]\n[[our agency]]"
_CALL = "Call [[our phone]] and say the reference [[case reference]]."

SAMPLES = (
    Sample(
        "We have your report",
        WrittenFor.HARMED,
        "We have your report and are working on it",
        "Dear [[name]],\n\n"
        "Thank you for telling us what has been happening. We take it seriously.\n\n"
        "Several organisations are now working on it together. [[lead agency]] leads, and "
        "[[lead officer]] is the person to ask for.\n\n"
        "What happens next: [[fill in: what will be done first, and by when]]\n\n"
        "Please go on writing down what happens: the day, the time and what you saw or heard. In "
        "an "
        "emergency call 999.\n\n"
        f"To ask or to tell us something: {_CALL} If this way of writing to you is not safe or not "
        f"easy, tell us and we will change it.{_END}",
    ),
    Sample(
        "Tell us before the meeting",
        WrittenFor.HARMED,
        "What would you like the meeting to know?",
        "Dear [[name]],\n\n"
        "On [[next meeting]] the organisations that work on your case meet to decide what to do "
        "next. You will not be asked to come. We want them to hear from you.\n\n"
        "What has changed since we last spoke? How does it affect you? What would you like to "
        "happen?\n\n"
        f"{_CALL} We can also write down what you say, or somebody you trust can tell us for you. "
        "You do not have to say anything, and you can change your mind.\n\n"
        "What you say is shared only with those who meet, unless somebody is in danger."
        f"{_END}",
    ),
    Sample(
        "What was decided",
        WrittenFor.HARMED,
        "What was decided about your case",
        "Dear [[name]],\n\n"
        "The organisations that work on your case have met. What they decided: "
        "[[panel decision]].\n\n"
        "What this means for you: [[fill in: what will be done, by whom and by when]]\n\n"
        "We cannot tell you everything about other people, but we will tell you what affects "
        "you.\n\n"
        f"If you disagree, or something happens before then: {_CALL}{_END}",
    ),
    Sample(
        "Warning about behaviour",
        WrittenFor.ALLEGED,
        "A warning about your behaviour",
        "Dear [[name]],\n\n"
        "We have had reports that you are said to have done the following: "
        "[[fill in: what is alleged and when, without saying who reported it or where they "
        "live]]\n\n"
        "No court has decided whether this happened. If it did, it must stop. If it goes on, we "
        "may "
        "use our legal powers, which include asking a court for an injunction.\n\n"
        "Do not try to find out who told us and do not contact anybody about it. That could be an "
        "offence.\n\n"
        "You can tell us your side, and you can ask for help with anything that makes this hard: "
        f"{_CALL} You may wish to get legal advice.{_END}",
    ),
    Sample(
        "Your case is closed",
        WrittenFor.HARMED,
        "Your case is now closed",
        "Dear [[name]],\n\n"
        "We have closed your case because [[fill in: why it is closed]]\n\n"
        "What was done: [[fill in: what was done]]\n\n"
        f"If it starts again, tell us at once. {_CALL} You do not have to tell your story from the "
        "beginning: we keep what you told us.\n\n"
        "If you think that too little was done, you may have the right to ask for an anti-social "
        "behaviour case review. Ask us how.\n\n"
        "Support does not have to end with the case. Victim Support is free and confidential."
        f"{_END}",
    ),
    Sample(
        "Support for you",
        WrittenFor.HARMED,
        "Support is there for you",
        "Dear [[name]],\n\n"
        "What has been happening to you can be hard to live with. There is a service near you "
        "whose "
        "only job is to support people it happens to. It is free and confidential, and it is not "
        "part of the police or the council.\n\n"
        "It can help you to feel safer at home, to understand what will happen, and to be "
        "heard.\n\n"
        "[[fill in: what you agreed with them about passing on their details]]\n\n"
        f"If you would like it, or if you have changed your mind: {_CALL}{_END}",
    ),
    Sample(
        "Your right to a case review",
        WrittenFor.HARMED,
        "You can ask for a review of what was done",
        "Dear [[name]],\n\n"
        "If you have reported anti-social behaviour several times and think that not enough was "
        "done, you can ask for an anti-social behaviour case review, also called the Community "
        "Trigger. It is your right under section 104 of the Anti-social Behaviour, Crime and "
        "Policing Act 2014.\n\n"
        "Organisations that were not asked to look at it before then look at what was done and "
        "recommend what to do. You can say how it has affected you. You can ask for it yourself, "
        "or "
        "somebody else can ask for you with your consent.\n\n"
        "What counts in this area: [[fill in: the threshold, for example three reports in six "
        "months]]\n\n"
        f"To ask for a review: {_CALL}{_END}",
    ),
    Sample(
        "Ask an agency for information",
        WrittenFor.AGENCY,
        "Request for information: [[case reference]]",
        "Dear colleagues at [[name]],\n\n"
        "We work on the case [[case reference]] of the [[partnership]]. Please tell us by "
        "[[fill in: the day you need it by]]:\n\n"
        "[[fill in: what you ask for, and why you need it]]\n\n"
        "We ask under section 115 of the Crime and Disorder Act 1998, for the purposes of that "
        "Act. "
        "Please share only what is needed, mark fact and opinion apart, and say how it may be "
        "passed "
        "on. Answer in Concord if you see the case there.\n\n"
        f"To ask about this: {_CALL}{_END}",
    ),
)
