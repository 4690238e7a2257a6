"""How people sign in: allauth for password and second step, axes for lock-out. Taken over whole by
`web/settings.py`; the pages are in `people/views/`."""

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "safeguarding.people.adapters.ClosedSignUp"
# axes speaks for lock-out, so that there is one voice; a person's codes are counted beside it, from any address.
ACCOUNT_RATE_LIMITS = {"login_failed": False, "login": False, "second_step": "10/30m/key"}

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Safeguarding Reviews"
MFA_TOTP_TOLERANCE = 1  # phones' clocks run half a minute apart
MFA_ADAPTER = "safeguarding.people.adapters.SealedSecrets"
MFA_FORMS = {"authenticate": "safeguarding.people.forms.SecondStep"}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "safeguarding.people.lock_out.name_tried"
AXES_LOCKOUT_CALLABLE = "safeguarding.people.lock_out.locked_out"
AXES_CLIENT_IP_CALLABLE = "safeguarding.people.lock_out.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the hour that the page names is the hour that counts
AXES_SENSITIVE_PARAMETERS = ["password", "code"]
AXES_VERBOSE = False

PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3  # seconds that an emailed link lasts

# What answers a request of somebody who is signed out, and one that the forgery check refuses: both keep the text.
SIGNED_OUT_ANSWER = "safeguarding.people.signed_out.answer"
CSRF_FAILURE_VIEW = "safeguarding.people.signed_out.refused_as_forged"
SESSION_LASTS_AT_MOST = 12 * 60 * 60  # seconds, however busy
