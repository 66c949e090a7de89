"""What a report of an error may hold when it leaves the program by mail or to a tracker."""

from django.views.debug import SafeExceptionReporterFilter


class UdenIndhold(SafeExceptionReporterFilter):
    """Where it failed, and no value: no local variable, nothing that was posted, no cookie.

    Marking each sensitive variable is not enough: a CPR number passes through Django's own
    functions too, and a case's text through nearly all.
    """

    def get_traceback_frame_variables(self, request, tb_frame):
        return [(navn, self.cleansed_substitute) for navn in tb_frame.f_locals]

    def get_post_parameters(self, request):
        if request is None:
            return {}
        sendt = request.POST.copy()
        for navn in sendt:
            sendt[navn] = self.cleansed_substitute
        return sendt

    def get_cleansed_multivaluedict(self, request, multivaluedict):
        return dict.fromkeys(multivaluedict, self.cleansed_substitute)

    def get_safe_cookies(self, request):
        return {}
