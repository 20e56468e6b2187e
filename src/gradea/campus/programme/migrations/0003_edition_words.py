"""The other languages of a programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_enrolment")]
    operations = [
        migrations.AddField(
            model_name="edition",
            name="words",
            field=models.JSONField(default=dict, help_text="By language: English text to the text in that language."),
        ),
    ]
