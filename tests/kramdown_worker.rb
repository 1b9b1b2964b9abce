# Answers each line {"text": …, "options": {…}} with {"html": …}: Debian's kramdown, with Jekyll's defaults.
# frozen_string_literal: true

require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
require 'rouge'

JEKYLL = {
  input: 'GFM',
  auto_ids: true,
  toc_levels: (1..6).to_a,
  entity_output: 'as_char',
  smart_quotes: 'lsquo,rsquo,ldquo,rdquo',
  hard_wrap: false,
  guess_lang: true,
  footnote_nr: 1,
  show_warnings: false,
  syntax_highlighter: 'rouge',
  syntax_highlighter_opts: { default_lang: 'plaintext', guess_lang: true }
}.freeze

$stdout.sync = true
$stdin.each_line do |line|
  question = JSON.parse(line)
  options = JEKYLL.merge((question['options'] || {}).transform_keys(&:to_sym))
  begin
    answer = { html: Kramdown::Document.new(question['text'], options).to_html }
  rescue StandardError, SystemStackError => e
    answer = { error: e.class.to_s }
  end
  puts JSON.generate(answer)
end
