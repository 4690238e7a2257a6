"""The addresses of signing in, one's own account, people and roles, and the directory. Names that begin with
`account_` or `mfa_` are those allauth asks for."""

from django.urls import path

from safeguarding.people.views import bodies, day, directory, own, passwords, people, roles, second_step, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/second-step/", sign_in.second_step_of_sign_in, name="mfa_authenticate"),
    path("sign-in/stopped/", sign_in.sign_in_stopped, name="account_inactive"),
    path("sign-in/set-up/", second_step.set_up, name="mfa_activate_totp"),
    path("sign-in/set-up/picture.svg", second_step.picture, name="second_step_picture"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("password/forgotten/", passwords.ask_for_link, name="account_reset_password"),
    path("password/forgotten/sent/", passwords.link_is_sent, name="account_reset_password_done"),
    path("password/choose/<uidb64>/<token>/", passwords.choose_by_link, name="account_reset_password_from_key"),
    path("account/", own.own_page, name="account"),
    path("account/details/", own.own_details, name="account_details"),
    path("account/password/", passwords.change, name="account_change_password"),
    path("account/second-step/", second_step.set_up_again, name="second_step_again"),
    path("account/second-step/picture.svg", second_step.picture_again, name="second_step_again_picture"),
    path("account/recovery-codes/", second_step.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", second_step.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("people/", people.everybody, name="people"),
    path("people/add/", people.add, name="person_add"),
    path("people/<int:key>/", people.one, name="person"),
    path("people/<int:key>/details/", people.details, name="person_details"),
    path("people/<int:key>/invite/", people.invite, name="person_invite"),
    path("people/<int:key>/second-step/reset/", people.reset_second_step, name="person_reset_second_step"),
    path("people/<int:key>/stop/", people.disable, name="person_disable"),
    path("people/<int:key>/allow/", people.enable, name="person_enable"),
    path("people/<int:key>/roles/give/", roles.give, name="role_give"),
    path("people/<int:key>/roles/<int:held>/end/", roles.end, name="role_end"),
    path("demonstration/day/", day.demonstration_day, name="demonstration_day"),
    path("outside-bodies/", bodies.outside_bodies, name="outside_bodies"),
    path("directory/", directory.search, name="directory"),
    path("directory/<int:key>/", directory.body, name="directory_body"),
    path("directory/<int:key>/add/", directory.add, name="contact_add"),
    path("directory/contacts/<int:key>/", directory.edit, name="contact_edit"),
    path("directory/contacts/<int:key>/confirm/", directory.confirm, name="contact_confirm"),
    path("directory/contacts/<int:key>/remove/", directory.remove, name="contact_remove"),
]
