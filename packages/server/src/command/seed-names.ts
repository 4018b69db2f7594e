import { nameKey, proposeSlug, searchKey } from '@orgkit/core'

/** A part of a name, with what core makes of it: joined with spaces, the parts give what core makes of the whole. */
export interface NamePart {
  position: number
  text: string
  key: string
  search: string
  /** In Latin letters, for a slug or an address. */
  latin: string
  latin_search: string
}

/** What stands in an address for a name that has no Latin letter. */
const latinless = 'person'

/** Of a list with white space between; `_` is a space inside one. */
function parts(list: string): NamePart[] {
  return list
    .trim()
    .split(/\s+/)
    .map((item, position) => {
      const text = item.replaceAll('_', ' ')
      const latin = proposeSlug(text) || latinless
      return {
        position,
        text,
        key: nameKey(text),
        search: searchKey(text),
        latin,
        latin_search: searchKey(latin),
      }
    })
}

export const firstNames = parts(`
  Ada Grace Linus Zoë José Søren Łukasz Anaïs Björn Chloé Иван Ольга 美咲 陽翔 علي فاطمة Nguyễn Priya Kofi Amara Noah Olivia Liam
  Emma Mateo Sofía Yusuf Leyla Tomáš Eszter Ingrid Oskar Aino Mika Dimitra Νίκος Ravi Ananya Wei Mei Min-jun Ji-woo Thabo Zanele
  Fatou Moussa Lucía Diego Beatriz João Marek Agnieszka Elif Emre Noor Omar Hannah Jakob Freya Finn Maeve Conor`)

export const lastNames = parts(`
  Lovelace Hopper Pauling Müller García Nowak Østergaard Þórsson Kowalski Şahin Dvořák Szabó Иванова Петров 佐藤 鈴木 حسن Trần Patel
  Mensah Okafor Smith Johnson Martínez Hernández Rossi Bianchi Dubois Lefèvre Schmidt Wagner Jansen de_Vries Andersson Virtanen
  Papadopoulos Γεωργίου Sharma Iyer Zhang Wang Kim Park Dlamini Nkosi Diallo Traoré Silva Souza Fernández Yılmaz Demir Haddad
  Cohen Levi O'Brien O'Neill MacLeod Jones`)

export const organizationFirsts = parts(`
  Amber Alpine Atlas Aurora Baltic Beacon Blue Boreal Bright Cedar Cobalt Copper Coral Crimson Delta Élan Ember Evergreen Falcon
  Fjord Forêt Granite Grün Harbor Helix Horizon Indigo Iris Jade Juniper Kestrel Lakeside Lumen Lynx Maple Meridian Möwe Nimbus
  Nordic Northwind Oak Ocean Onyx Orchid Pacific Pioneer Polar Quartz Quiet Río Sable Sierra Silver Solstice Sunrise Timber Tidal
  Umber Vertex Violet Willow Zenith Żubr Ångström`)

export const organizationSeconds = parts(`
  Analytics Architects Aviation Bakery Biotech Brewing Capital Café Ceramics Clinic Cloud Coffee Consulting Data Dental Design
  Diagnostics Electric Energy Engineering Farms Films Finance Foods Freight Games Hardware Health Hotels Insurance Instruments
  Labs Law Learning Logistics Materials Media Mobility Motors Music Networks Optics Pharma Press Properties Publishing Research
  Robotics School Security Software Solar Studio Systems Textiles Theatre Tools Travel Ventures Works`)

export const organizationLasts = parts(
  `Group GmbH Ltd Inc Collective Partners AG &_Söhne Cooperative International`,
)
