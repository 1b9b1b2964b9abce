"""The schema, as numbered steps, by theme. A step that was released is never edited; a change is a new step."""

from sqlite_utils import Migrations

from webapp.database.migrations import drafts, links, posts, programs

STEPS = (  # in the order in which they are taken
    drafts.m001_drafts,
    links.m002_links,
    posts.m003_posts,
    drafts.m004_steps,
    posts.m005_post_sections,
    links.m006_links_search,
    links.m007_link_details,
    links.m008_link_words,
    links.m009_address_keys,
    programs.m010_tokens,
    programs.m011_imports,
    programs.m012_import_additions,
    links.m013_fetches,
    links.m014_link_vocabulary,
    posts.m015_post_files,
    posts.m016_post_contents,
    posts.m017_post_search,
    posts.m018_post_numbers,
    drafts.m019_draft_levels,
    posts.m020_post_visits,
)

migrations = Migrations("working-notes")
for step in STEPS:
    migrations()(step)
