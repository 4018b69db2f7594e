import { escapeHtml, htmlSentence, plainSentence } from './mail-names'
import { mailWords as words } from './mail-words'

/** What a mail with one link, or one code, says; names in it are marked (`mail-names.ts`). */
export type MailText = {
  title: string
  sentences: readonly string[]
  /** Below the link, or the code. */
  notes: readonly string[]
} & ({ link: string } | { code: string })

export function textOf(mail: MailText): string {
  const paragraphs = [
    mail.sentences.map(plainSentence).join(' '),
    'code' in mail ? mail.code : `${words.address}\n${mail.link}`,
    ...mail.notes.map(plainSentence),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

// Inline, as mail readers drop style sheets; on a container of our own, as some drop the body. Text and links take the colour that
// the reader gives, so that they can be read on white and in the dark; the button's border shows where its ground meets the dark.
const styles = {
  page: 'max-width:480px;margin:0 auto;padding:32px 20px;font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif;font-size:15px;line-height:22px;overflow-wrap:anywhere',
  title: 'margin:0 0 12px;font-size:20px;line-height:28px;font-weight:600',
  text: 'margin:0 0 12px',
  action: 'margin:24px 0',
  button:
    'display:inline-block;padding:11px 18px;border:1px solid #ffffff;border-radius:8px;background:#15181e;color:#ffffff;font-weight:600;line-height:20px;text-decoration:none',
  small: 'margin:16px 0 0;font-size:13px;line-height:19px;opacity:0.8',
  link: 'color:inherit',
  // Its digits stand apart, and are copied without a gap.
  code: 'margin:24px 0;font-size:28px;line-height:36px;font-weight:600;letter-spacing:4px;font-variant-numeric:tabular-nums',
}

/** One quiet column. Nothing is fetched from anywhere. */
export function htmlOf(mail: MailText): string {
  const { title, sentences, notes } = mail
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(plainSentence(title))}</title>
</head>
<body style="margin:0">
<div lang="en" dir="ltr" style="${styles.page}">
<h1 style="${styles.title}">${htmlSentence(title)}</h1>
${sentences.map((sentence) => `<p style="${styles.text}">${htmlSentence(sentence)}</p>`).join('\n')}
${'code' in mail ? codeHtml(mail) : linkHtml(mail)}
${notes.map((note) => `<p style="${styles.small}">${htmlSentence(note)}</p>`).join('\n')}
</div>
</body>
</html>
`
}

function linkHtml({ link }: { link: string }): string {
  const address = escapeHtml(link)
  return `<p style="${styles.action}"><a href="${address}" style="${styles.button}">${escapeHtml(words.action)}</a></p>
<p style="${styles.small}">${escapeHtml(words.buttonAddress)}<br><a href="${address}" style="${styles.link}">${address}</a></p>`
}

function codeHtml({ code }: { code: string }): string {
  return `<p style="${styles.code}">${escapeHtml(code)}</p>`
}
