"""The two groups of the desk with their permissions, and the first statement that writers attest to."""

from datetime import UTC, datetime

from django.db import migrations

ROLES = {"Moderators": ["moderate"], "Chief editors": ["moderate", "lead"]}
NAMES = {"moderate": "Can review submissions", "lead": "Can lead the desk"}
TEXT_ID = "Lembar menyediakan ruang bagi siapa pun untuk menulis. Isi setiap tulisan menjadi tanggung jawab penulisnya."
TEXT_EN = "Lembar gives anybody room to write. What a text says is its writer's responsibility."


def make_roles(apps, schema_editor):
    """Permissions are made here, since Django makes its own only after all migrations have run."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="submission"
    )
    permission, group = apps.get_model("auth", "Permission"), apps.get_model("auth", "Group")
    for role, codenames in ROLES.items():
        made, _ = group.objects.get_or_create(name=role)
        for codename in codenames:
            row, _ = permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": NAMES[codename]}
            )
            made.permissions.add(row)


def make_disclaimer(apps, schema_editor):
    apps.get_model("articles", "Disclaimer").objects.create(
        number=1, text_id=TEXT_ID, text_en=TEXT_EN, in_force_from=datetime(2026, 1, 1, tzinfo=UTC)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make_disclaimer, migrations.RunPython.noop),
    ]
