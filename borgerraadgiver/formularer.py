"""How a form looks: the design system's markup, so that no form has to ask for it."""

from django.forms.renderers import TemplatesSetting


class DkfdsRenderer(TemplatesSetting):
    """Fields, errors and widgets through the project's own templates.

    `form.felt.as_field_group` gives label, hint, error and input wired together.
    """

    form_template_name = "formularer/form.html"
    formset_template_name = "formularer/formset.html"
    field_template_name = "formularer/felt.html"
