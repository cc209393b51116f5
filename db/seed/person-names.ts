/** Invented people's names: common given and family names in four scripts, as [Latin spelling, own script]. */
export type NamePair = readonly [latin: string, own: string];
export type NameStock = {
  readonly script: 'ethiopic' | 'arabic' | 'devanagari' | 'latin';
  readonly female: readonly NamePair[];
  readonly male: readonly NamePair[];
  readonly family: readonly NamePair[];
};

const pairs = (text: string): readonly NamePair[] =>
  text
    .trim()
    .split('|')
    .map((pair) => {
      const [latin = '', own = ''] = pair.split('=').map((part) => part.trim());
      return [latin, own] as const;
    });

export const nameStocks: readonly NameStock[] = [
  {
    script: 'ethiopic',
    female: pairs(
      'Almaz=አልማዝ|Tigist=ትግስት|Hirut=ሂሩት|Genet=ገነት|Meron=ሜሮን|Selamawit=ሰላማዊት|Bethlehem=ቤተልሔም|Desta=ደስታ|Zenebech=ዘነበች|Abebech=አበበች|Mulu=ሙሉ|Hana=ሐና|Rahel=ራሔል|Aster=አስቴር|Yeshi=የሺ',
    ),
    male: pairs(
      'Abebe=አበበ|Kebede=ከበደ|Tesfaye=ተስፋዬ|Dawit=ዳዊት|Bekele=በቀለ|Girma=ግርማ|Haile=ኃይሌ|Mulugeta=ሙሉጌታ|Getachew=ጌታቸው|Yohannes=ዮሐንስ|Solomon=ሰሎሞን|Worku=ወርቁ|Alemu=ዓለሙ|Tadesse=ታደሰ|Ayele=አየለ',
    ),
    family: pairs(
      'Tesfaye=ተስፋዬ|Bekele=በቀለ|Worku=ወርቁ|Lemma=ለማ|Haile=ኃይሌ|Gebre=ገብረ|Mengistu=መንግሥቱ|Alemayehu=ዓለማየሁ|Tadesse=ታደሰ|Molla=ሞላ|Girma=ግርማ|Kiros=ኪሮስ|Desta=ደስታ|Assefa=አሰፋ',
    ),
  },
  {
    script: 'arabic',
    female: pairs(
      'Fatuma=فاطمة|Amina=أمينة|Hawa=حواء|Zahra=زهراء|Maryam=مريم|Khadija=خديجة|Halima=حليمة|Safia=صفية|Aisha=عائشة|Nura=نورة|Sumaya=سمية|Asha=عائشة',
    ),
    male: pairs(
      'Mohammed=محمد|Ahmed=أحمد|Ali=علي|Omar=عمر|Ibrahim=إبراهيم|Yusuf=يوسف|Abdi=عبدي|Hassan=حسن|Hussein=حسين|Khalid=خالد|Ismail=إسماعيل|Mustafa=مصطفى',
    ),
    family: pairs(
      'Ahmed=أحمد|Omar=عمر|Hassan=حسن|Ali=علي|Abdi=عبدي|Ibrahim=إبراهيم|Yusuf=يوسف|Mohammed=محمد|Osman=عثمان|Farah=فرح|Jama=جامع|Salah=صلاح',
    ),
  },
  {
    script: 'devanagari',
    female: pairs(
      'Sunita=सुनीता|Anjali=अंजलि|Sita=सीता|Gita=गीता|Maya=माया|Laxmi=लक्ष्मी|Kamala=कमला|Radha=राधा|Parbati=पार्वती|Sarita=सरिता',
    ),
    male: pairs(
      'Ramesh=रमेश|Hari=हरि|Krishna=कृष्ण|Suresh=सुरेश|Bishnu=विष्णु|Prakash=प्रकाश|Dipak=दीपक|Rajesh=राजेश|Mohan=मोहन|Gopal=गोपाल',
    ),
    family: pairs(
      'Shah=शाह|Patel=पटेल|Thapa=थापा|Gurung=गुरुङ|Sharma=शर्मा|Rai=राई|Tamang=तामाङ|Karki=कार्की|Adhikari=अधिकारी|Yadav=यादव',
    ),
  },
  {
    script: 'latin',
    female: pairs(
      'Aïssata=|Mariam=|Awa=|Fatoumata=|Grace=|Esther=|Josefina=|Beatriz=|Wanjiru=|Achieng=|Thandiwe=|Zoé=',
    ),
    male: pairs('Moussa=|Ibrahima=|Oumar=|Joseph=|João=|Kamau=|Otieno=|Sipho=|Élie=|Ousmane=|Kwame=|Tendai='),
    family: pairs(
      'Traoré=|Diallo=|Keïta=|Ouédraogo=|Mwangi=|Odhiambo=|Dlamini=|dos Santos=|Mensah=|Moyo=|Coulibaly=|Banda=',
    ),
  },
];
