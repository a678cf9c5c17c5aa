from django.urls import path

from letters.views import letters, templates

urlpatterns = [
    path("cases/<str:reference>/letters/", letters.case_letters, name="case_letters"),
    path("cases/<str:reference>/letters/write/", letters.write_letter, name="write_letter"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/write/", letters.change_letter, name="change_letter"),
    path("letters/<int:pk>/check/", letters.check_letter, name="check_letter"),
    path("letters/<int:pk>/ask/", letters.ask_for_letter, name="ask_for_letter"),
    path("letters/<int:pk>/address/", letters.take_new_address, name="take_new_address"),
    path("letters/<int:pk>/set-aside/", letters.set_letter_aside, name="set_letter_aside"),
    path("letters/<int:pk>/sent/", letters.record_sending, name="record_sending"),
    path(
        "letters/<int:pk>/letter.pdf",
        letters.download_letter,
        {"kind": "pdf"},
        name="letter_pdf",
    ),
    path(
        "letters/<int:pk>/letter.docx",
        letters.download_letter,
        {"kind": "docx"},
        name="letter_word",
    ),
    path("letter-templates/", templates.list_letter_templates, name="list_letter_templates"),
    path("letter-templates/new/", templates.start_letter_template, name="start_letter_template"),
    path("letter-templates/<int:pk>/", templates.letter_template, name="letter_template"),
    path(
        "letter-templates/<int:pk>/draft/",
        templates.draft_letter_template,
        name="draft_letter_template",
    ),
    path(
        "letter-templates/<int:pk>/change/",
        templates.change_letter_template,
        name="change_letter_template",
    ),
    path(
        "letter-templates/<int:pk>/publish/",
        templates.publish_letter_template,
        name="publish_letter_template",
    ),
    path(
        "letter-templates/<int:pk>/withdraw/",
        templates.withdraw_letter_template,
        name="withdraw_letter_template",
    ),
    path("letterheads/", templates.list_letterheads, name="list_letterheads"),
    path("letterheads/<slug:slug>/", templates.change_letterhead, name="change_letterhead"),
]
