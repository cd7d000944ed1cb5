//! Names from the communities of an English borough. Every person made from them is invented.

use crate::draw::Draw;
use std::sync::LazyLock;

/// A community's names, and the language many of its members speak at home.
pub struct Community {
    weight: u64,
    /// Empty where it is English.
    language: &'static str,
    /// Given names more often borne by women, each with its short form where there is one.
    women: Vec<(&'static str, &'static str)>,
    /// Given names more often borne by men.
    men: Vec<(&'static str, &'static str)>,
    /// Family names in their forms for women and for men.
    family: Vec<(&'static str, &'static str)>,
}

/// A family name in its two forms.
pub type Family = (&'static str, &'static str);

/// A given name and its short form, empty when there is none.
pub type Given = (&'static str, &'static str);

/// Whose names are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// A woman or girl.
    Woman,
    /// A man or boy.
    Man,
}

macro_rules! communities {
    ($($weight:literal $language:literal; $women:literal; $men:literal; $family:literal;)*) => {
        /// All of them. `Given:Short`, and `Hers|His` where a family name has two forms; `_` is a space.
        static COMMUNITIES: LazyLock<Vec<Community>> = LazyLock::new(|| vec![
            $(Community {
                weight: $weight,
                language: $language,
                women: pairs($women, ':', false),
                men: pairs($men, ':', false),
                family: pairs($family, '|', true),
            }),*
        ]);
    };
}

/// Cuts a list into pairs; what has no second half repeats itself or leaves it empty.
fn pairs(list: &'static str, cut: char, repeat: bool) -> Vec<(&'static str, &'static str)> {
    let pair = |word: &'static str| word.split_once(cut).unwrap_or((word, if repeat { word } else { "" }));
    list.split_whitespace().map(pair).collect()
}

communities! {
    62 "";
        "Karen:Kaz Susan:Sue Emma Chloe Megan:Meg Lauren Donna Tracey Hannah Lucy Gemma Stacey Joanne:Jo Olivia:Liv Ellie Margaret:Maggie Dorothy:Dot Jean Patricia:Pat Christine:Chris Deborah:Debbie Kelly Rebecca:Becky Charlotte:Charlie Grace Ruby Poppy Alice Holly Elizabeth:Liz Catherine:Cath Victoria:Vicky";
        "Darren:Daz Lee Craig Liam Callum:Cal Ryan Gary:Gaz Kevin:Kev Jordan Dean Stuart:Stu Kyle Neil Harry Wayne William:Bill Robert:Bob Kenneth:Ken Terence:Terry Raymond:Ray Anthony:Tony Michael:Mick Christopher:Chris Nathan:Nate Alfie Oscar Jack Thomas:Tom George Arthur Frederick:Fred Stephen:Steve";
        "Smith Taylor Brown Wilson Walker Hughes Carter Parker Bennett Cooper Mills Harding Fletcher Pearce Webb Hobbs Barker Thorpe Dixon Holland Marsh Nash Pickering Rowe Sutton Tyler Whitehead Yates Ellis Baxter Doyle-Webb Ashton Crowther Gibbs Hartley Lowe Naylor Poole Swift Wragg";
    9 "";
        "Siobhán:Shiv Aoife Niamh Bridget:Biddy Maureen:Mo Orla Ciara Bernadette:Bernie Gráinne Róisín Noreen Eileen";
        "Ciarán Declan:Dec Seán Brendan Colm Eoin Patrick:Paddy Gerard:Ger Cathal Fergal Dermot Niall";
        "Murphy O'Brien Kelly Byrne Doyle Gallagher McCarthy Nolan O'Connor Fitzgerald Brennan Sheehan McGrath O'Sullivan";
    5 "";
        "Mairi Eilidh Catriona:Cat Morag Isla Fiona Rhiannon Cerys Bethan Angharad Lowri Carys";
        "Hamish Callum Fraser Angus Ewan Gregor Gareth Rhys Dafydd:Dai Emrys Huw Owain";
        "Stewart MacDonald Fraser Sinclair Robertson Buchanan Davies Evans Griffiths Llewellyn Morgan Rees";
    7 "Polish";
        "Agnieszka:Aga Zofia:Zosia Małgorzata:Gosia Katarzyna:Kasia Joanna:Asia Ewa Barbara:Basia Magdalena:Magda Iwona Alicja";
        "Paweł Tomasz:Tomek Marek Łukasz Piotr Jakub:Kuba Krzysztof:Krzysiek Grzegorz Andrzej Mateusz";
        "Nowak Kowalska|Kowalski Wójcik Zielińska|Zieliński Mazur Krawczyk Wiśniewska|Wiśniewski Kaczmarek Dąbrowska|Dąbrowski Pawlak";
    6 "Romanian";
        "Ioana Andreea Mihaela Elena Larisa Gabriela:Gabi Simona Roxana Daniela Alina";
        "Andrei Mihai Ionuț Florin Cristian:Cristi Vasile Bogdan Marius Gheorghe:Gigi Răzvan";
        "Popescu Ionescu Dumitru Stan Rusu Munteanu Ciobanu Moldovan Constantin Lungu";
    9 "Somali";
        "Hodan Fadumo Amina Hibo Sahra Ifrah Khadija Ubah Nimco Hamdi";
        "Abdi Mohamed:Mo Yusuf Ahmed Liban Mahad Abdirahman:Abdi Guled Ismail Hassan";
        "Ali_Warsame Hassan_Farah Ahmed_Jama Mohamed_Abdullahi Ibrahim_Osman Yusuf_Duale Omar_Hirsi Abdi_Elmi Nur_Adan";
    8 "Yoruba";
        "Folake Yetunde Bisi Temitope:Temi Funmilayo:Funmi Kehinde:Kenny Oluwaseun:Seun Adunni Titilayo:Titi Ronke";
        "Tunde Segun Kayode:Kay Femi Babajide:Jide Wale Oluwaseyi:Seyi Adewale:Wale Taiwo Gbenga";
        "Adeyemi Ogunleye Balogun Afolabi Adebayo Olatunji Okonkwo Eze Nwosu Bankole Fashola Ojo";
    6 "Twi";
        "Akosua Abena Efua Ama Adwoa Esi Akua Afia Yaa Serwaa";
        "Kwame Kofi Kwabena Yaw Kojo Kwaku Kwasi Ebo Nana Paa_Kwesi";
        "Mensah Owusu Boateng Asante Osei Appiah Agyeman Amoah Darko Addo";
    4 "Lingala";
        "Mireille Béatrice Clarisse Nadège Chantal Grâce Espérance Joséphine";
        "Patient Dieudonné Fabrice Héritier Trésor Papy Christian Junior";
        "Mbala Kabongo Ilunga Tshibanda Mukendi Kalala Lukusa Mwamba";
    11 "Urdu";
        "Shazia Nasreen:Nas Rukhsana Saima Bushra Zainab Ayesha Farah Samina Iqra Mariam Noreen";
        "Imran:Immy Tariq Waqar Asif Kamran Bilal Muhammad:Mo Usman Zahid Adeel Hamza Naveed";
        "Khan Hussain Mahmood Akhtar Iqbal Butt Mirza Malik Shah Qureshi Rafiq Bashir";
    11 "Bengali";
        "Rahela Shirin Taslima Nasima Farzana Ruksana Shamima Sultana Rezina Halima Momtaz Jahanara";
        "Kamal Shafiq Jahangir Rezaul Faisal Nurul Abdul_Karim Shahin Mizan Rafique Ashraf Tarek";
        "Begum|Miah Khatun|Uddin Chowdhury Rahman Islam Akter|Ullah Sultana|Hoque Bibi|Ali Ahmed Khanom|Mia";
    6 "Punjabi";
        "Harpreet:Preet Jaspreet:Jas Manjit Simran Kiran Gurpreet Navjot Sukhwinder:Sukhi";
        "Gurdeep:Gaz Balwinder:Bal Harjit Jasvir Amarjit Manpreet Ranjit Kuldeep";
        "Kaur|Singh Kaur_Gill|Singh_Gill Kaur_Dhillon|Singh_Dhillon Sandhu Grewal Kaur_Bains|Singh_Bains Sidhu Atwal";
    6 "Gujarati";
        "Hetal Bhavna Nisha Kalpana Jyoti Pushpa Sejal Rekha";
        "Rajesh:Raj Nilesh Jayesh Dipak Hitesh Kirit Bhavesh Ashok";
        "Patel Shah Desai Mistry Parmar Solanki Chauhan Joshi";
    5 "Tamil";
        "Tharani Kavitha Meena Sivagami Abirami Vasanthi Nirmala Yalini";
        "Suresh Kannan Ramesh Prakash Senthil Ganesh Arun Nimalan";
        "Sivakumar Rajendran Selvarajah Kandasamy Nadarajah Thambirajah Sivapalan Arumugam";
    6 "Turkish";
        "Ayşe Elif Zeynep Sevgi Hatice Emine Gülsüm Yasemin";
        "Mehmet Emre Hakan Serkan Mustafa:Mus Ali Hüseyin Cem";
        "Yılmaz Kaya Demir Çelik Öztürk Aydın Şahin Koç";
    4 "Kurdish Sorani";
        "Shilan Berivan Chnar Rojin Avin Hana Nergiz Tara";
        "Azad Dilshad Karwan Rebin Hiwa Soran Aram Sherko";
        "Karim Rashid Othman Salih Barzani Mahmud Aziz Faraj";
    4 "Farsi";
        "Parisa Shirin Maryam Laleh Nasrin Mahsa Niloufar Azadeh";
        "Reza Arash Behrouz Kaveh Dariush Siavash Mehdi Babak";
        "Ahmadi Hosseini Karimi Rezaei Moradi Jafari Ebrahimi Sadeghi";
    5 "Dari";
        "Zarmina Freshta Palwasha Shukria Nargis Wazhma Hosna Laila";
        "Najib Farid Zabihullah:Zabi Hamid Omid Ahmadshah Mirwais Samim";
        "Noorzai Stanikzai Ahmadzai Rahimi Azizi Sharifi Nazari Wardak";
    4 "Tigrinya";
        "Selam Rahwa Semhar Abrehet Luwam Mihret Winta Freweini";
        "Yonas Filmon Tesfay Biniam Kibrom Robel Merhawi Samuel";
        "Tesfamariam Ghebremedhin Haile Tekle Woldu Kidane Berhane Mehari";
    11 "";
        "Marcia Beverley:Bev Sharon:Shaz Yvonne Shanice Monique Claudette Althea Icilda Jacqueline:Jackie Tanisha Keisha";
        "Winston Delroy Leroy Marlon Jermaine:Jay Errol Devon Carlton Tyrone:Ty Desmond:Des Rohan Clive";
        "Campbell Francis Clarke Gordon Bailey Henry Grant Reid Wright Thompson Morrison Lindo Palmer Powell";
    6 "Portuguese";
        "Fernanda Inês Luciana:Lu Raquel Tatiana Conceição:São Benedita Rosângela";
        "João Thiago Rui Marcelo Duarte Gilberto:Beto Edson Nuno";
        "Silva Santos Pereira Oliveira Fernandes Lopes Carvalho da_Costa Gonçalves";
    4 "Cantonese";
        "Mei_Ling Wai_Yin Siu_Fong Yan_Yan Hoi_Ching Ka_Man Lai_Kuen Suk_Yi";
        "Wei_Ming Kin_Wah Chi_Keung Ho_Yin Jian Tsz_Hin Man_Kit Kwok_Leung";
        "Chan Wong Cheung Lam Leung Ng Lau Yip";
    4 "Vietnamese";
        "Linh Thảo Hương Mai Ngọc Lan Phương Trang";
        "Minh Tuấn Hùng Dũng Bảo Khoa Thành Sơn";
        "Nguyễn Trần Phạm Lê Hoàng Vũ Đặng Bùi";
    3 "Romani";
        "Kristina:Kika Denisa Vanesa Erika Renáta Helena Žaneta";
        "Marian Dušan Rastislav:Rasťo Vasile Ladislav:Laci Roman Jozef";
        "Horváthová|Horváth Lakatošová|Lakatoš Balogová|Balog Gaborová|Gabor Čonková|Čonka Kandráčová|Kandráč";
    3 "";
        "Kathleen:Kath Winifred:Winnie Nan Philomena:Phil Margaret:Mags Theresa Bridie";
        "Michael:Mikey Miley Jim Martin Christy Francie Bernard:Barney";
        "Ward Connors Doran Maughan McDonagh Joyce Stokes Delaney";
    4 "Ukrainian";
        "Oksana Iryna:Ira Nataliia:Natasha Svitlana:Sveta Tetiana:Tania Halyna Yuliia";
        "Oleksandr:Sasha Mykola:Kolya Serhii Andrii Vasyl Bohdan Taras";
        "Shevchenko Kovalenko Bondarenko Tkachenko Melnyk Kravchuk Savchenko";
    4 "Arabic";
        "Rania Huda Samar Nour Iman Zahra Salma Wafa";
        "Khaled Omar Mazen Tarek Yasser Bassam Fadi Ibrahim";
        "al-Masri Haddad Khoury al-Amin Nasser Saleh Mansour Darwish";
}

/// A community, as often as there are people of it.
pub fn community(draw: &Draw) -> &'static Community {
    static TOTAL: LazyLock<u64> = LazyLock::new(|| COMMUNITIES.iter().map(|c| c.weight).sum());
    let mut at = draw.below(*TOTAL);
    COMMUNITIES
        .iter()
        .find(|c| {
            let here = at < c.weight;
            at = at.saturating_sub(c.weight);
            here
        })
        .unwrap_or(&COMMUNITIES[0])
}

impl Community {
    /// A given name.
    pub fn given(&self, draw: &Draw, sex: Sex) -> Given {
        draw.pick(if sex == Sex::Woman { &self.women } else { &self.men })
    }

    /// A family name.
    pub fn family(&self, draw: &Draw) -> Family {
        draw.pick(&self.family)
    }

    /// What is noted about an adult's language; empty when nobody asked.
    pub fn language(&self, draw: &Draw, sex: Sex) -> String {
        if self.language.is_empty() {
            return if draw.percent(30) { "English".to_owned() } else { String::new() };
        }
        let language = self.language;
        match draw.index(20) {
            0..4 => format!("{language}, interpreter needed"),
            4 if sex == Sex::Woman => format!("{language}, interpreter needed; asks for a woman interpreter"),
            4..9 => format!("{language} and English, interpreter for long or legal talks"),
            9..13 => format!("{language} and English, no interpreter needed"),
            13..16 => "English".to_owned(),
            _ => String::new(),
        }
    }
}

/// A whole name from its parts.
pub fn whole(given: Given, family: Family, sex: Sex) -> String {
    let family = if sex == Sex::Woman { family.0 } else { family.1 };
    format!("{} {}", given.0, family).replace('_', " ")
}

/// A worker's or a friend's whole name.
pub fn anybody(draw: &Draw) -> String {
    let (community, sex) = (community(draw), draw.sex());
    whole(community.given(draw, sex), community.family(draw), sex)
}

/// The same name as somebody else might spell it: one letter doubled, dropped or swapped for a likely other.
pub fn misspelt(draw: &Draw, name: &str) -> String {
    const LIKELY: [(&str, &str); 12] = [
        ("ee", "i"),
        ("ph", "f"),
        ("i", "y"),
        ("ck", "k"),
        ("ou", "u"),
        ("sh", "s"),
        ("a", "e"),
        ("e", "a"),
        ("ll", "l"),
        ("o", "u"),
        ("s", "z"),
        ("u", "oo"),
    ];
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let fits: Vec<_> = LIKELY.iter().filter(|(from, _)| rest.contains(from)).collect();
    if fits.is_empty() {
        return kernel::words::fold(name).split(' ').map(capital).collect::<Vec<_>>().join(" ");
    }
    let (from, to) = draw.pick(&fits);
    format!("{first}{}", rest.replacen(from, to, 1))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
