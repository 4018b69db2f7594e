import type { DomainCodeMail, InvitationMail, OutgoingMail } from '@orgkit/core/engine'
import type { MailMessage } from './mail'
import { htmlOf, type MailText, textOf } from './mail-layout'
import { markName, oneLine, plainSentence } from './mail-names'
import { mailWords as words } from './mail-words'

export interface MailTemplateFacts extends InvitationMail {
  /** What the mail calls the app. */
  appName: string
}

export interface DomainCodeFacts extends DomainCodeMail {
  /** What the mail calls the app. */
  appName: string
}

export type MailBody = Pick<MailMessage, 'subject' | 'text' | 'html'>

/** What each mail says. A host that replaces one escapes names by itself: they hold what people typed. */
export interface MailTemplates {
  /** To an organization. */
  invitation(facts: MailTemplateFacts): MailBody
  /** The same, sent again; its earlier links are dead. */
  resentInvitation(facts: MailTemplateFacts): MailBody
  /** It waits for an answer and expires soon; the link of the mail before it works as well. */
  reminder(facts: MailTemplateFacts): MailBody
  /** To the app, with no organization; also sent again (`isSentAgain`), and as a reminder (`isReminder`). */
  applicationInvitation(facts: MailTemplateFacts): MailBody
  /** The code that proves a domain, to an address there. */
  domainCode(facts: DomainCodeFacts): MailBody
}

export const defaultMailTemplates: MailTemplates = {
  invitation(facts) {
    const names = namesOf(facts)
    return bodyOf(facts, words.invitationSubject(names), {
      title: words.invitationTitle(names),
      sentences: [words.invitationText(names)],
    })
  },
  resentInvitation(facts) {
    const names = namesOf(facts)
    return bodyOf(facts, words.resentSubject(names), {
      title: words.invitationTitle(names),
      sentences: [words.resentText(names)],
    })
  },
  reminder(facts) {
    const names = namesOf(facts)
    return bodyOf(facts, words.reminderSubject(names), {
      title: words.invitationTitle(names),
      sentences: [words.reminderText(names)],
    })
  },
  applicationInvitation(facts) {
    const names = namesOf(facts)
    return bodyOf(facts, applicationSubject(facts, names), {
      title: words.applicationTitle(names),
      sentences: facts.isReminder
        ? [words.applicationReminderText(names), words.applicationText(names)]
        : [words.applicationText(names)],
    })
  },
  domainCode({ code, domainName, organizationName, appName, expiresAt }) {
    const names = {
      domain: markName(domainName),
      organization: markName(organizationName),
      app: markName(appName),
    }
    const mail: MailText = {
      title: words.codeTitle(names),
      sentences: [words.codeText(names)],
      code,
      notes: [words.codeExpires({ time: words.time(new Date(expiresAt)) }), words.codeUnexpected(names)],
    }
    const subject = words.codeSubject({ ...names, code })
    return { subject: plainSentence(subject), text: textOf(mail), html: htmlOf(mail) }
  },
}

function applicationSubject(
  { isSentAgain, isReminder }: MailTemplateFacts,
  names: ReturnType<typeof namesOf>,
): string {
  if (isReminder) return words.applicationReminderSubject(names)
  return isSentAgain ? words.applicationResentSubject(names) : words.applicationSubject(names)
}

export interface RendererOptions {
  templates: MailTemplates
  appName: string
  /** As in a header. */
  from: string
  /** Of message ids: the host of the server's address. */
  host: string
}

/** Makes the mail for a row of the outbox. */
export function createRenderer({ templates, appName, from, host }: RendererOptions) {
  return (outboxId: string, facts: OutgoingMail): MailMessage => {
    const { subject, text, html } =
      facts.kind === 'domain_code'
        ? templates.domainCode({ ...facts, appName })
        : templates[templateOf(facts)]({ ...facts, appName })
    return { to: facts.to, from, subject: oneLine(subject), text, html, messageId: `${outboxId}@${host}` }
  }
}

function templateOf({
  organizationName,
  isSentAgain,
  isReminder,
}: InvitationMail): Exclude<keyof MailTemplates, 'domainCode'> {
  if (organizationName === null) return 'applicationInvitation'
  if (isReminder) return 'reminder'
  return isSentAgain ? 'resentInvitation' : 'invitation'
}

function namesOf({ organizationName, inviterName, roleName, appName }: MailTemplateFacts) {
  return {
    organization: markName(organizationName ?? appName),
    inviter: inviterName === null ? null : markName(inviterName),
    role: roleName === null ? null : markName(roleName),
    app: markName(appName),
  }
}

function bodyOf(
  { link, expiresAt, isSentAgain }: MailTemplateFacts,
  subject: string,
  { title, sentences }: Pick<MailText, 'title' | 'sentences'>,
): MailBody {
  const expires = words.expires({ date: words.date(new Date(expiresAt)) })
  const mail: MailText = {
    title,
    sentences,
    link,
    notes: [isSentAgain ? `${expires} ${words.earlierLinks}` : expires, words.unexpected],
  }
  return { subject: plainSentence(subject), text: textOf(mail), html: htmlOf(mail) }
}
